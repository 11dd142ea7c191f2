"""Checks many bundles in one process, for the tests: verify.py is what they are about.

Each line of the input is {"file": …, "flip": [at, with], "head": …, "keys": […]}; each
line of the output is what verify.py says of that file, with that byte changed.
"""
import json
import sys

import verify

name, data = None, bytearray()
for line in sys.stdin:
    ask = json.loads(line)
    if ask["file"] != name:
        with open(ask["file"], "rb") as f:
            name, data = ask["file"], bytearray(f.read())
    at, bits = ask.get("flip") or (0, 0)
    if bits:
        data[at] ^= bits
    try:
        v = verify.verify(bytes(data) if not bits else data, ask.get("head"), ask.get("keys") or ())
        out = {"state": v.state, "leaves": v.leaves, "captures": v.captures, "anchored": v.anchored, "anchored_at": v.anchored_at,
               "faults": [i for i, _ in v.faults], "missing": [i for i, _ in v.missing], "bad": [i for i, _ in v.bad],
               "why": v.report()["faults"]}
    except ValueError as e:
        out = {"error": str(e)}
    if bits:
        data[at] ^= bits
    sys.stdout.write(json.dumps(out) + "\n")
    sys.stdout.flush()
