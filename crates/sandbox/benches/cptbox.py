"""Runs a program under DMOJ's tracer once per line on standard input; prints nanoseconds."""
import sys
import time

from dmoj.cptbox import PIPE, IsolateTracer, TracedPopen
from dmoj.cptbox.filesystem_policies import RecursiveDir

PROGRAM = sys.argv[1].encode()

for _ in sys.stdin:
    begin = time.monotonic_ns()
    process = TracedPopen(
        [PROGRAM],
        executable=PROGRAM,
        security=IsolateTracer(read_fs=[RecursiveDir("/")], write_fs=[]),
        time=2,
        memory=262144,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        wall_time=6,
        env={},
    )
    out, _ = process.communicate(b"")
    assert out == b"hello\n" and process.returncode == 0, (out, process.returncode)
    print(time.monotonic_ns() - begin, flush=True)
