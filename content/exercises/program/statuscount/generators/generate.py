"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case.
"""

import os
import random

RNG = random.Random(20250901)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]
PATHS = ["/", "/health", "/users", "/users/42", "/orders", "/orders/500", "/404", "/status/200",
         "/a/b/c", "/export", "/img/logo_2x.png", "/v1/503/retry", "/search", "/-", "/login"]


def solve(lines):
    """Efficient: one pass over the fields."""
    table = [0] * 600
    for line in lines:
        status = line.split(" ")[2]
        if status != "-":
            table[int(status)] += 1
    out = [f"{code} {count}" for code, count in enumerate(table) if count]
    return out + [f"errors {sum(table[500:])}"]


def brute(lines):
    """Plain: looks at every possible code and scans the whole log for it."""
    statuses = [line.split()[-3] for line in lines]
    out = []
    for code in range(100, 600):
        if str(code) in statuses:
            out.append(f"{code} {statuses.count(str(code))}")
    out.append(f"errors {len([s for s in statuses if s.startswith('5')])}")
    return out


def request(status, path=None):
    path = path or RNG.choice(PATHS)
    return f"{RNG.choice(METHODS)} {path} {status} {RNG.randrange(1000000)} {RNG.randrange(3000)}"


def write(name, lines):
    answer = solve(lines)
    assert answer == brute(lines), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write("\n".join([str(len(lines))] + lines) + "\n")
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("\n".join(answer) + "\n")


def main():
    write("sample/1", [
        "GET /status/503 200 512 12",
        "POST /orders 503 0 1840",
        "GET /404 404 90 3",
        "GET /export - 0 30000",
        "GET /users/42 200 734 9",
        "PUT /users/42 500 61 25",
    ])
    write("sample/2", [])
    write("secret/01-one", [request(200, "/")])
    write("secret/02-only-dash", [request("-"), request("-", "/-")])
    write("secret/03-edges", [request(s) for s in (100, 599, 499, 500, 400, 99 + 1, 599, 399)])
    write("secret/04-no-errors", [request(s) for s in (404, 403, 201, 404, 429, 418)])
    write("secret/05-codes-in-paths", [request(200, p) for p in PATHS * 3])
    write("secret/06-order", [request(s) for s in (503, 503, 503, 204, 204, 101)])
    usual = [200] * 60 + [201, 204, 301, 304, 304, 400, 401, 403, 404, 404, 409, 429, 500, 502, 503]
    write("secret/07-usual", [request(RNG.choice(usual)) for _ in range(300)])
    usual += ["-"] * 3
    write("secret/08-usual-with-dashes", [request(RNG.choice(usual)) for _ in range(1000)])
    write("secret/09-every-code", [request(s) for s in range(599, 99, -1)])
    write("secret/10-large", [request(RNG.choice([RNG.randint(100, 599), "-"]))
                              for _ in range(4000)])
    write("secret/11-all-errors", [request(RNG.randint(500, 599)) for _ in range(600)])
    write("secret/12-longest-day", [request(RNG.choice(usual)) for _ in range(10000)])


main()
