"""Checks many bundles in one process, for the tests: verify.py is what they are about.

Each line of the input is {"file": …, "flip": [at, with], "head": …, "keys": […], "roots": […]}; each
line of the output is what verify.py says of that file, with that byte changed. It ends
where verify.py writes, reaches for a network or starts a program, and where it takes
more than a gigabyte.
"""
import json
import resource
import sys

import verify


def guard(event, args):
    away = event.split(".")[0] in ("socket", "subprocess", "shutil", "tempfile", "urllib", "http", "ctypes")
    writes = event in ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
                       "os.system", "os.exec", "os.fork", "os.posix_spawn")
    if away or writes or event == "open" and set(str(args[1])) & set("wax+"):
        raise SystemExit("verify.py does %s%r" % (event, args))


resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
sys.addaudithook(guard)
name, data = None, bytearray()
for line in sys.stdin:
    ask = json.loads(line)
    if ask["file"] != name:
        with open(ask["file"], "rb") as f:
            name, data = ask["file"], bytearray(f.read())
    at, bits = ask["flip"]
    if bits:
        data[at] ^= bits
    try:
        v = verify.verify(data, ask.get("head"), ask.get("keys") or (), ask.get("roots") or ())
        out = {"state": v.state, "leaves": v.leaves, "captures": v.captures, "quotes": v.quotes, "anchored": v.anchored, "anchored_at": v.anchored_at, "stamped": v.stamped,
               "faults": [i for i, _ in v.faults], "missing": [i for i, _ in v.missing], "bad": [i for i, _ in v.bad],
               "why": v.report()["faults"]}
    except ValueError as e:
        out = {"error": str(e)}
    if bits:
        data[at] ^= bits
    sys.stdout.write(json.dumps(out) + "\n")
    sys.stdout.flush()
