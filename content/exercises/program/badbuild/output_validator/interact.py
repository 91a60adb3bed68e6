"""The test farm: answers probes, counts them and judges the answer."""

import re
import sys

ACCEPT, WRONG = 42, 43


def finish(feedback, status, reason):
    with open(feedback + "judgemessage.txt", "w") as file:
        file.write(reason + "\n")
    sys.exit(status)


def tell(text):
    """The submission may have ended already; that is for the judge to notice, not for us."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        pass


def main():
    with open(sys.argv[1]) as file:
        n, first, spare = map(int, file.readline().split())
        lost = set(map(int, file.readline().split()[1:]))
    feedback = sys.argv[3]
    budget = n.bit_length() + spare
    expected = str(first) if first <= n else "none"
    tell(f"{n} {budget}")
    probes = 0
    while True:
        line = sys.stdin.readline(100)
        if not line:
            finish(feedback, WRONG, f"the output ended after {probes} probes without an answer")
        words = line.split()
        if len(words) == 2 and words[0] == "!":
            if words[1] == expected:
                finish(feedback, ACCEPT, f"right after {probes} of {budget} probes")
            finish(feedback, WRONG, f"answered {words[1][:20]}, but it is {expected}")
        if len(words) != 2 or words[0] != "?" or not re.fullmatch("[0-9]{1,10}", words[1]):
            finish(feedback, WRONG, f"neither a probe nor an answer: {line.strip()[:40]}")
        build = int(words[1])
        if not 1 <= build <= n:
            finish(feedback, WRONG, f"there is no build {build}")
        probes += 1
        if probes > budget:
            finish(feedback, WRONG, f"more than {budget} probes")
        tell("lost" if probes in lost else "bad" if build >= first else "good")


main()
