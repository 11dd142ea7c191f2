#!/usr/bin/env python3
"""A second verifier of onrecord's bundles, which shares no code with the first.

    verify.py BUNDLE [--head FILE] [--key KEY]... [--root FILE]... [--json]

It needs Python 3.8 and its standard library, no network and no archive, and writes
nothing. It says "valid", "valid, not anchored", "stamped by an unknown authority",
"incomplete" or "tampered", and names each item that is wrong. Exit codes: 0 valid, 3
incomplete or stamped by an unknown authority, 4 tampered or a bad time stamp, 2 wrong
usage, 1 the file cannot be read.

To be read from below: verify() goes through the steps in order, and each step rests on
the ones before it. What it believes at the start is only the key that you give with
--key (without it, the keys that the bundle itself names, which proves only that it is
one piece), the head that you kept, with --head, and the roots of time-stamp authorities
that you give with --root (without it, those that this machine trusts).
"""
import argparse
import base64
import bisect
import datetime
import decimal
import functools
import hashlib
import json
import mmap
import re
import struct
import sys
import zlib

TABLE = 512 << 20  # bytes of a table that is read whole
LEAF, DOCUMENT, SEAL = 16 << 20, 64 << 20, 1 << 20  # bytes of one line, by what it is


class Broken(Exception):
    """A fault after which nothing more can be said."""

    def __init__(self, item, what):
        super().__init__(item, what)
        self.item, self.what = item, what


# --- The container: a ZIP file of which every byte follows from its entries ------------
# Stored entries one after the other, one time for all or none, no flags, no attributes, no comments, no
# extra field but ZIP64's where a number needs it. So: read the directory, write the
# whole container anew but for the entries' bytes, and compare.

BIG, MAX_ENTRIES = 0xFFFFFFFF, 1 << 20
UNDATED = 33 << 16  # 1 January 1980
NAME = re.compile(r"(?!\.)[A-Za-z0-9._-]*[A-Za-z0-9_-]")


def zip64(*numbers):
    long = b"".join(struct.pack("<Q", n) for n in numbers if n >= BIG)
    return struct.pack("<HH", 1, len(long)) + long if long else b""


def common(name, size, crc, made, version, extra):
    # version, flags, method, time and date, CRC-32, size, size, lengths of name and extra
    return struct.pack("<HHHIIIIHH", version, 0, 0, made, crc, min(size, BIG), min(size, BIG), len(name), len(extra))


def local_header(name, size, crc, made):
    extra = zip64(size, size)
    return b"PK\3\4" + common(name, size, crc, made, 45 if size >= BIG else 10, extra) + name + extra


def central_header(name, size, crc, made, start):
    extra = zip64(size, size, start)
    head = b"PK\1\2" + struct.pack("<H", 45) + common(name, size, crc, made, 45 if extra else 10, extra)
    return head + bytes(10) + struct.pack("<I", min(start, BIG)) + name + extra


def end_of_directory(n, size, at):
    out = b""
    if n >= 0xFFFF or size >= BIG or at >= BIG:
        out = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, n, n, size, at)
        out += b"PK\6\7" + struct.pack("<IQI", 0, at + size, 1)
    n = min(n, 0xFFFF)
    return out + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, n, n, min(size, BIG), min(at, BIG), 0)


def check_name(raw, files, folders):
    """Letters, digits, dots, dashes, underscores and slashes; no two names that meet in a
    file system, not by letter case, not as a file and a folder."""
    name = raw.decode("ascii")
    if not 1 <= len(name) <= 200 or not all(NAME.fullmatch(part) for part in name.split("/")):
        raise ValueError("the name %r is not allowed" % name)
    low = name.lower()
    above = [low[:i] for i, c in enumerate(low) if c == "/"]
    if low in files or low in folders or any(f in files for f in above):
        raise ValueError("the name %r is there twice" % name)
    files.add(low)
    folders.update(above)
    return name


def read_container(data):
    """Gives the entries as {name: (where, size, CRC-32)} and their time, or raises
    ValueError."""
    size = len(data)
    if size < 22 or data[size - 22 : size - 18] != b"PK\5\6":
        raise ValueError("it does not end with a directory, or something follows it")
    n, at = struct.unpack_from("<H", data, size - 12)[0], struct.unpack_from("<I", data, size - 6)[0]
    if size >= 98 and data[size - 42 : size - 38] == b"PK\6\7":
        n, at = struct.unpack_from("<Q", data, size - 66)[0], struct.unpack_from("<Q", data, size - 50)[0]
    if n > MAX_ENTRIES or at > size:
        raise ValueError("too many entries, or a directory outside of the file")
    entries, headers, files, folders = {}, [], set(), set()
    directory, end, made = at, 0, UNDATED
    for i in range(n):
        if at + 46 > size:
            raise ValueError("the directory is cut")
        if i == 0:
            made = struct.unpack_from("<I", data, at + 12)[0]
        crc, _, long = struct.unpack_from("<III", data, at + 16)
        name_length, extra_length = struct.unpack_from("<HH", data, at + 28)
        raw, extra = data[at + 46 : at + 46 + name_length], data[at + 46 + name_length : at + 46 + name_length + extra_length]
        name = check_name(raw, files, folders)
        if long == BIG and len(extra) >= 12:
            long = struct.unpack_from("<Q", extra, 4)[0]
        head = local_header(raw, long, crc, made)
        where = end + len(head)
        if where + long > size or data[end:where] != head:
            raise ValueError("the header of %s is not as it must be" % name)
        headers.append(central_header(raw, long, crc, made, end))
        entries[name] = (where, long, crc)
        end = where + long
        at += 46 + name_length + extra_length
    tail = b"".join(headers)
    tail += end_of_directory(n, len(tail), end)
    if directory != end or size - end != len(tail) or data[end:size] != tail:
        raise ValueError("its directory is not as it must be")
    return entries, made


def dated(made, text):
    """Whether entries bear the time of an RFC 3339 text, or none."""
    try:
        t = read_time(text)
    except (AttributeError, ValueError):
        return False
    date = (t.year - 1980) << 9 | t.month << 5 | t.day
    return made in (UNDATED, date << 16 | t.hour << 11 | t.minute << 5 | t.second // 2)


# --- JSON, exactly as Go's encoding/json writes it -------------------------------------


def dump(value, html=False, indent=None):
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=(",", ": " if indent else ":"))
    for c in "\u2028\u2029" + ("<>&" if html else ""):  # none of them stands outside of a string
        text = text.replace(c, "\\u%04x" % ord(c))
    # Go writes small fractions out, and very small ones with a short exponent.
    text = re.sub(r'(?<!\\)":(\d[\d.]*e-\d+)(?=[,}])', lambda m: '":' + small(m.group(1)), text)
    return text.encode("utf-8")


def small(text):
    return format(decimal.Decimal(text), "f") if float(text) >= 1e-6 else text.replace("e-0", "e-")


def parse(raw):
    def refuse(word):
        raise ValueError("%s is no JSON" % word)

    try:
        return json.loads(bytes(raw).decode("utf-8"), parse_constant=refuse)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def shape(value, spec):
    """Holds a value to a type and gives it back with its fields in order: {"name": type},
    "name?" for one that is left out where it is empty, [type] for a list."""
    if isinstance(spec, dict):
        if type(value) is not dict:
            raise ValueError("an object is wanted")
        out = {}
        for name, kind in spec.items():
            field = name.rstrip("?")
            if name == field or value.get(field):
                out[field] = shape(value.get(field), kind)
        return out
    if isinstance(spec, list):
        if value is not None and type(value) is not list:
            raise ValueError("a list is wanted")
        return value and [shape(v, spec[0]) for v in value]
    if type(value) is not spec or spec is int and not -(1 << 63) <= value < 1 << 63:
        raise ValueError("a value of another type is wanted")
    return value


def exact(raw, spec, html=False, indent=None):
    """Parses a table's line and refuses all that onrecord would not have written so."""
    value = shape(parse(raw), spec)
    if dump(value, html, indent) != bytes(raw):
        raise ValueError("it is not written as onrecord writes it")
    return value


RESOURCE = {"name": str, "path": str, "hash": str, "bytes": int}
DATAPACKAGE = {"profile": str, "wacz_version": str, "title?": str, "description?": str, "created": str, "software": str,
               "mainPageUrl?": str, "mainPageDate?": str, "resources": [RESOURCE]}
POLICY = {"onrecord": int, "origin": str, "keys": [str], "software": str, "created": str, "proves": str, "does_not_prove": str, "package?": str, "stamps?": [str], "seal?": str}
CONTENTS = [{"path": str, "sha256": str, "bytes": int}]
EXPORT = {"onrecord": int, "kind": str, "index": int, "at?": str, "contents?": str, "file?": str, "documents?": [str],
          "leaves?": int, "captures?": int}
PROOF = {"index": int, "proof": [str]}
EARLIER = {"size": int, "note": str, "proof": [str]}
STAMPED = {"size": int, "authority": str, "time": str, "file": str}
NUMBERED = {"version": int, "document": str, "sha256": str}
LINKED = {"version": int, "sha256": str, "of?": [NUMBERED]}
VERSION = {"seq": int, "capture": int, "sha256": str, "title": str, "text": str, "media?": [{"type": str, "alt": str, "id?": str}],
           "lang?": str, "first_seen": str, "last_seen": str, "quotes?": {"record": LINKED, "rows": dict}}
DOCUMENT_LINE = {"document": str, "names": [str], "kind": str, "url?": str, "author?": str, "handle?": str, "published?": str,
                 "gone?": str, "forgotten?": bool, "state?": dict, "versions": [VERSION]}


def check_rows(state, *also):
    """Rows by table, each its columns in their order: texts, whole numbers and what else
    is named."""
    for table, rows in state.items():
        if type(rows) is not list or list(state) != sorted(state):
            raise ValueError("it is not written as onrecord writes it")
        for row in rows:
            if type(row) is not dict or list(row) != sorted(row) or any(type(v) is not str and type(v) not in also and not is_int64(v) for v in row.values()):
                raise ValueError("it is not written as onrecord writes it")


def is_int64(v):
    return type(v) is int and -(1 << 63) <= v < 1 << 63


def content_hash(version):
    """The SHA-256 of a version's words."""
    media = [{"T": m["type"], "A": m["alt"], **({"I": m["id"]} if m.get("id") else {})} for m in version.get("media", [])]
    return hashlib.sha256(dump({"Title": version["title"], "Text": version["text"], "Media": media}, html=True)).hexdigest()


def quoted_words(version, quote):
    """The words of a version where a quote says that it stands, None where there are none."""
    try:
        parts = json.loads(quote.get("parts") or "null") or [[quote.get("start", 0), quote.get("stop", 0)]]
        text = version["title" if quote.get("kind") == "headline" else "text"]
        if any(not 0 <= a <= b <= len(text) for a, b in parts):
            return None
        return " \u2026 ".join(text[a:b] for a, b in parts)
    except (ValueError, TypeError, RecursionError):
        return None


# --- The Merkle tree: RFC 6962, checked as RFC 9162 §2.1.3.2 and §2.1.4.2 say ----------


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def included(leaf, index, size, proof, root):
    """Is the leaf, at its index, under the root of a tree of that size?"""
    if not 0 <= index < size:
        return False
    fn, sn, r = index, size - 1, hashlib.sha256(b"\0" + leaf).digest()
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistent(first, first_root, second, second_root, proof):
    """Does the tree of the second size begin with the whole tree of the first?"""
    if not 1 <= first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    if first & (first - 1) == 0:
        proof = [first_root] + proof
    if not proof:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = proof[0]
    for p in proof[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(p, fr), node(p, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


def unbase64(text):
    raw = base64.b64decode(text.encode("ascii"), validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("%r is no base64" % text)
    return raw


def hashes(texts):
    out = [unbase64(t) for t in texts or []]
    if any(len(h) != 32 for h in out):
        raise ValueError("a hash of another length")
    return out


# --- Ed25519: RFC 8032 §5.1, on points (X, Y, Z, T) with x = X/Z, y = Y/Z, x·y = T/Z ---

P25519 = 2**255 - 19
L25519 = 2**252 + 27742317777372353535851937790883648493
D25519 = -121665 * pow(121666, -1, P25519) % P25519
SQRT_MINUS_1 = pow(2, (P25519 - 1) // 4, P25519)


def ed_add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P25519, (p[1] + p[0]) * (q[1] + q[0]) % P25519
    c, d = 2 * p[3] * q[3] * D25519 % P25519, 2 * p[2] * q[2] % P25519
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P25519, g * h % P25519, f * g % P25519, e * h % P25519


def ed_times(s, p):
    q = (0, 1, 1, 0)
    while s:
        if s & 1:
            q = ed_add(q, p)
        p, s = ed_add(p, p), s >> 1
    return q


def ed_point(raw):
    y, odd = int.from_bytes(raw, "little") & (1 << 255) - 1, raw[31] >> 7
    x2 = (y * y - 1) * pow(D25519 * y * y + 1, -1, P25519) % P25519
    x = pow(x2, (P25519 + 3) // 8, P25519)
    if (x * x - x2) % P25519:
        x = x * SQRT_MINUS_1 % P25519
    if y >= P25519 or (x * x - x2) % P25519 or x == 0 and odd:
        return None
    if x & 1 != odd:
        x = P25519 - x
    return x, y, 1, x * y % P25519


ED_BASE = ed_point((4 * pow(5, -1, P25519) % P25519).to_bytes(32, "little"))


@functools.lru_cache(maxsize=4096)
def ed25519_ok(public, message, signature):
    a = ed_point(public)
    s = int.from_bytes(signature[32:], "little")
    if a is None or len(signature) != 64 or s >= L25519:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L25519
    minus_a = (P25519 - a[0], a[1], a[2], P25519 - a[3])
    x, y, z, _ = ed_add(ed_times(s, ED_BASE), ed_times(k, minus_a))  # R = sB - kA
    z = pow(z, -1, P25519)
    x, y = x * z % P25519, y * z % P25519
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# --- Signed notes (https://c2sp.org/signed-note), checkpoints (c2sp.org/tlog-checkpoint) -


def read_key(text):
    """Takes "name+hash+key" apart: the name, the key's hash, the public key."""
    name, hash16, key64 = (text.split("+", 2) + ["", ""])[:3]
    raw = unbase64(key64)
    want = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if not name or re.search(r"\s", name) or len(raw) != 33 or raw[0] != 1:
        raise ValueError("%r is no Ed25519 key" % text)
    if not re.fullmatch("[0-9a-fA-F]{8}", hash16) or bytes.fromhex(hash16) != want:
        raise ValueError("the hash in the key %r is not its own" % text)
    return name, want, raw[1:]


def read_checkpoint(text):
    """Reads the part that is signed: origin, size, root."""
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0] or lines[3]:
        raise ValueError("a checkpoint is three lines: origin, size, root")
    size, root = int(lines[1]), unbase64(lines[2])
    if not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]) or size >= 1 << 63 or len(root) != 32:
        raise ValueError("that is no size or no root")
    return lines[0], size, root


def open_checkpoint(note, keys):
    """Reads a checkpoint that is signed by one of the keys, and by nobody else."""
    pairs = [read_key(key) for key in keys or []]
    known = {key[:2]: key[2] for key in pairs}
    if len(note.encode()) > 1 << 20 or re.search(r"[\0-\x09\x0b-\x1f]", note) or "\n\n" not in note or note[-1] != "\n":
        raise ValueError("it is no signed note")
    cut = note.rindex("\n\n")
    text, lines = note[: cut + 1], note[cut + 2 :].split("\n")[:-1]
    origin, size, root = read_checkpoint(text)
    seen = set()
    for line in lines:
        dash, name, signature = (line.split(" ") + ["", ""])[:3]
        raw = unbase64(signature)
        who = (name, raw[:4])
        if line != "\u2014 %s %s" % (name, signature) or name != origin or who in seen or len(lines) > 100:
            raise ValueError("its signatures are not written as they should be")
        if sum(key[:2] == who for key in pairs) > 1:
            raise ValueError("the key of %s is given twice" % name)
        if who not in known or not ed25519_ok(known[who], text.encode(), raw[4:]):
            raise ValueError("no known key signed it")
        seen.add(who)
    if not seen:
        raise ValueError("nobody signed it")
    return origin, size, root


def read_head(kept):
    """Reads a head that somebody kept: a checkpoint, or one line of origin, size, root."""
    words = kept.split()
    if len(words) >= 3 and "\n" not in kept.strip():
        return read_checkpoint("\n".join(words[:3]) + "\n")
    text, blank, _ = kept.replace("\r\n", "\n").partition("\n\n")
    if not blank:
        raise ValueError("it is no checkpoint")
    return read_checkpoint(text + "\n")


# --- Time stamps: RFC 3161 tokens, which are CMS signed data (RFC 5652) in DER ---------

HASHES = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512"}
RSA, EC = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1"
SIGNATURES = {  # algorithm: the kind of key, the hash; None where the signer names it apart
    RSA: (RSA, None), "1.2.840.113549.1.1.11": (RSA, "sha256"), "1.2.840.113549.1.1.12": (RSA, "sha384"),
    "1.2.840.113549.1.1.13": (RSA, "sha512"), EC: (EC, None), "1.2.840.10045.4.3.2": (EC, "sha256"),
    "1.2.840.10045.4.3.3": (EC, "sha384"), "1.2.840.10045.4.3.4": (EC, "sha512"),
}
CURVES = {  # p, a = p - 3, b, order, base point (FIPS 186-4 D.1.2)
    "1.2.840.10045.3.1.7": (
        2**256 - 2**224 + 2**192 + 2**96 - 1, 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
         0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)),
    "1.3.132.0.34": (
        2**384 - 2**128 - 2**96 + 2**32 - 1,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        (0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
         0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F)),
}
SLACK = datetime.timedelta(hours=1)  # how far two honest clocks may be apart
TST_INFO = "1.2.840.113549.1.9.16.1.4"


def der(raw):
    """The values that stand one after the other: [(tag, body, whole)]."""
    out, at = [], 0
    while at < len(raw):
        if at + 2 > len(raw) or raw[at] & 31 == 31:
            raise ValueError("it is no DER")
        n, start = raw[at + 1], at + 2
        if n >= 128:
            count = n & 127
            start += count
            n = int.from_bytes(raw[at + 2 : start], "big")
            if not 1 <= count <= 4 or start > len(raw) or n < 128 or n < 1 << 8 * (count - 1):
                raise ValueError("it is no DER")
        if start + n > len(raw):
            raise ValueError("it is cut")
        out.append((raw[at], raw[start : start + n], raw[at : start + n]))
        at = start + n
    return out


def inside(value, tag=0x30):
    if value[0] != tag:
        raise ValueError("its parts are not what they should be")
    return der(value[1])


def oid(value):
    if value[0] != 6 or not value[1] or value[1][-1] & 128 or len(value[1]) > 64:
        raise ValueError("a name is wanted")
    out, n = [], 0
    for b in value[1]:
        n = n << 7 | b & 127
        if not b & 128:
            out, n = out + [n], 0
    first = min(out[0] // 40, 2)
    return ".".join(map(str, [first, out[0] - 40 * first] + out[1:]))


def number(value):
    if value[0] != 2 or not value[1]:
        raise ValueError("a number is wanted")
    return int.from_bytes(value[1], "big", signed=True)


def moment(value):
    text = value[1].decode("ascii")
    if value[0] == 0x17:  # UTCTime (RFC 5280 §4.1.2.5.1)
        text = ("20" if text < "50" else "19") + text
    if not re.fullmatch(r"[0-9]{14}(\.[0-9]+)?Z", text):
        raise ValueError("%r is no time" % text)
    whole, _, part = text[:-1].partition(".")
    at = datetime.datetime.strptime(whole, "%Y%m%d%H%M%S")
    return at.replace(microsecond=int((part + "000000")[:6]), tzinfo=datetime.timezone.utc)


class Certificate:
    """X.509 (RFC 5280), as far as a chain of time-stamps needs it."""

    def __init__(self, whole):
        self.whole = whole
        tbs, algorithm, bits = inside(der(whole)[0])
        self.tbs, self.algorithm, self.signature = tbs[2], oid(inside(algorithm)[0]), bits[1][1:]
        parts = inside(tbs)
        if parts[0][0] == 0xA0:
            parts = parts[1:]
        self.serial, self.issuer, self.subject = parts[0][1], parts[2][2], parts[4][2]
        self.valid = [moment(t) for t in inside(parts[3])]
        kind, key = inside(parts[5])
        self.kind, self.key = oid(inside(kind)[0]), key[1][1:]
        self.curve = oid(inside(kind)[1]) if self.kind == EC else None
        self.extensions = {}
        for p in parts[6:]:
            if p[0] == 0xA3:
                for e in inside(inside(p, 0xA3)[0]):
                    fields = inside(e)
                    critical = len(fields) == 3 and fields[1][1] == b"\xff"
                    self.extensions[oid(fields[0])] = (critical, fields[-1][1])

    def may_stamp(self):
        """For time-stamps and nothing else, and critically so (RFC 3161 §2.3)."""
        critical, uses = self.extensions.get("2.5.29.37", (False, b""))
        return critical and [oid(u) for u in inside(der(uses)[0])] == ["1.3.6.1.5.5.7.3.8"]

    def may_sign_certificates(self):
        _, basic = self.extensions.get("2.5.29.19", (False, b"\x30\0"))
        return [v[:2] for v in inside(der(basic)[0])][:1] == [(1, b"\xff")]

    def is_over(self, other, at):
        return (self.subject == other.issuer and self.may_sign_certificates() and self.valid[0] <= at <= self.valid[1]
                and self.signed(other.algorithm, None, other.tbs, other.signature))

    def over(self, other, at):
        """is_over, False for a certificate whose signature cannot be checked here."""
        try:
            return self.is_over(other, at)
        except (ValueError, IndexError):
            return False

    def signed(self, algorithm, digest, message, signature):
        kind, named = SIGNATURES.get(algorithm, (None, None))
        digest = named or digest
        if kind != self.kind or digest is None:
            raise ValueError("its signature's algorithm, %s, is not one that is checked here" % algorithm)
        if kind == RSA:
            return rsa_ok(self.key, digest, message, signature)
        return ecdsa_ok(self.key, self.curve, digest, message, signature)


@functools.lru_cache(maxsize=1024)
def rsa_ok(key, digest, message, signature):
    """RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2)."""
    n, e = (number(v) for v in inside(der(key)[0]))
    length = (n.bit_length() + 7) // 8
    if not 2048 <= n.bit_length() <= 8192 or not 3 <= e < 1 << 32 or len(signature) != length:
        return False
    which = {"sha256": 1, "sha384": 2, "sha512": 3}[digest]
    value = hashlib.new(digest, message).digest()
    info = bytes.fromhex("3031300d0609608648016503040201050004")
    info = bytes([0x30, 17 + len(value)]) + info[2:14] + bytes([which]) + info[15:] + bytes([len(value)]) + value
    padded = b"\0\1" + b"\xff" * (length - len(info) - 3) + b"\0" + info
    return pow(int.from_bytes(signature, "big"), e, n).to_bytes(length, "big") == padded


@functools.lru_cache(maxsize=1024)
def ecdsa_ok(key, curve, digest, message, signature):
    """ECDSA (FIPS 186-4 §6.4) on P-256 and P-384, with points (x, y), None for infinity."""
    if curve not in CURVES:
        raise ValueError("the curve %s is not one that is checked here" % curve)
    p, b, order, base = CURVES[curve]
    half = len(key) // 2
    q = (int.from_bytes(key[1 : 1 + half], "big"), int.from_bytes(key[1 + half :], "big"))
    r, s = (number(v) for v in inside(der(signature)[0]))
    on_curve = max(q) < p and (q[1] * q[1] - q[0] ** 3 + 3 * q[0] - b) % p == 0
    if key[:1] != b"\4" or not on_curve or not 0 < r < order or not 0 < s < order:
        return False

    def add(u, v):
        if u is None or v is None:
            return u or v
        if u[0] == v[0] and (u[1] + v[1]) % p == 0:
            return None
        if u == v:
            slope = (3 * u[0] * u[0] - 3) * pow(2 * u[1], -1, p)
        else:
            slope = (v[1] - u[1]) * pow(v[0] - u[0], -1, p)
        x = (slope * slope - u[0] - v[0]) % p
        return x, (slope * (u[0] - x) - u[1]) % p

    def times(n, u):
        out = None
        while n:
            if n & 1:
                out = add(out, u)
            u, n = add(u, u), n >> 1
        return out

    value = hashlib.new(digest, message).digest()
    z = int.from_bytes(value, "big") >> max(0, 8 * len(value) - order.bit_length())
    w = pow(s, -1, order)
    found = add(times(z * w % order, base), times(r * w % order, q))
    return found is not None and found[0] % order == r


@functools.lru_cache(maxsize=1024)
def check_stamp(token, imprint, roots):
    """Checks a time stamp of bytes with a SHA-256 and gives its time, within how much it
    is right, the authority's root (the SHA-256 of its certificate) and whether that is one
    of the roots that are believed; or raises ValueError. One that is not comes with the
    stamp itself: compare it with the one that the authority publishes."""
    if not 0 < len(token) <= 256 << 10:
        raise ValueError("it has %d bytes" % len(token))
    kind, content = inside(der(token)[0])
    data = inside(inside(content, 0xA0)[0])
    if len(der(token)) != 1 or oid(kind) != "1.2.840.113549.1.7.2" or len(data) < 5:
        raise ValueError("it is no signed data with certificates")
    what, wrapped = inside(data[2])
    info = inside(wrapped, 0xA0)[0]
    if oid(what) != TST_INFO or info[0] != 4 or data[3][0] != 0xA0 or len(inside(data[-1], 0x31)) != 1:
        raise ValueError("it is no time-stamp by one signer")
    certificates = [Certificate(c[2]) for c in der(data[3][1])]
    signer = inside(inside(data[-1], 0x31)[0])
    issuer, serial = inside(signer[1])
    named = [c for c in certificates if c.issuer == issuer[2] and c.serial == serial[1]]
    if not named or len(certificates) > 32:
        raise ValueError("it does not carry its signer's certificate")
    check_signer(signer, named[0], info[1])
    # What was signed: version, policy, imprint, serial number, time.
    fields = inside(der(info[1])[0])
    algorithm, value = inside(fields[2])
    if oid(inside(algorithm)[0]) != "2.16.840.1.101.3.4.2.1" or value[1] != imprint:
        raise ValueError("the stamp is for other bytes")
    at = moment(fields[4])
    root, known = check_chain(named[0], certificates, at, roots)
    return at, accuracy(fields[5:6]), root, known


def accuracy(fields):
    """Seconds, and thousandths and millionths of one (RFC 3161 §2.4.2)."""
    out = datetime.timedelta()
    for part in inside(fields[0]) if fields and fields[0][0] == 0x30 else []:
        n = int.from_bytes(part[1], "big", signed=True)
        out += datetime.timedelta(**{{2: "seconds", 0x80: "milliseconds", 0x81: "microseconds"}[part[0]]: n})
    if not datetime.timedelta() <= out <= datetime.timedelta(days=1):
        raise ValueError("it is right within %s only" % out)
    return out


def check_signer(signer, certificate, content):
    """Holds the signed attributes to the content and the certificate."""
    digest = HASHES.get(oid(inside(signer[2])[0]))
    if digest is None or signer[3][0] != 0xA0:
        raise ValueError("it is made with a weak or unknown hash")
    attributes = {oid(inside(a)[0]): inside(inside(a)[1], 0x31)[0] for a in der(signer[3][1])}
    kind, value = attributes.get("1.2.840.113549.1.9.3"), attributes.get("1.2.840.113549.1.9.4")
    if kind is None or oid(kind) != TST_INFO or value is None or value[1] != hashlib.new(digest, content).digest():
        raise ValueError("what was signed is something else")
    first, second = attributes.get("1.2.840.113549.1.9.16.2.12"), attributes.get("1.2.840.113549.1.9.16.2.47")
    if first is None and second is None:
        raise ValueError("it does not name its signer's certificate")
    if first is not None:  # SigningCertificate, RFC 2634 §5.4
        one = inside(inside(inside(first)[0])[0])
        if one[0][1] != hashlib.sha1(certificate.whole).digest():
            raise ValueError("it names another signer's certificate")
    if second is not None:  # SigningCertificateV2, RFC 5035 §3
        one = inside(inside(inside(second)[0])[0])
        by = HASHES.get(oid(inside(one[0])[0])) if one[0][0] == 0x30 else "sha256"
        if by is None or one[1 if one[0][0] == 0x30 else 0][1] != hashlib.new(by, certificate.whole).digest():
            raise ValueError("it names another signer's certificate")
    # The attributes are signed as a SET, not as the [0] that stands in their place.
    if not certificate.signed(oid(inside(signer[4])[0]), digest, b"\x31" + signer[3][2][1:], signer[5][1]):
        raise ValueError("the stamp's signature is bad")


def check_chain(certificate, others, at, roots):
    """Leads from the signer to one of the roots, or else to the last certificate that the
    stamp carries."""
    if not certificate.may_stamp() or not certificate.valid[0] <= at <= certificate.valid[1]:
        raise ValueError("its signer's certificate is not one for time-stamps, or not of its time")
    chain = [certificate]
    while chain[-1].subject != chain[-1].issuer:
        over = [c for c in others if c not in chain and c.is_over(chain[-1], at)]
        if not over:
            break
        chain.append(over[0])
    for c in chain:
        for root in roots:
            if c is not certificate and c.whole == root.whole or root.over(c, at):
                return hashlib.sha256(root.whole).hexdigest(), True
    top = chain[-1]
    if len(chain) < 2 or top.subject == top.issuer and not top.signed(top.algorithm, None, top.tbs, top.signature):
        raise ValueError("it carries no good certificate above its signer's")
    return hashlib.sha256(chain[-1].whole).hexdigest(), False


@functools.lru_cache(maxsize=64)
def read_roots(texts):
    """The certificates in PEM files, but for those that cannot be read here."""
    out = []
    for text in texts:
        for body in re.findall("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", text, re.S):
            try:
                out.append(Certificate(base64.b64decode("".join(body.split()), validate=True)))
            except (ValueError, IndexError, OverflowError):
                pass
    return tuple(out)


def own_roots():
    """What this machine trusts, where its OpenSSL says so in one file."""
    import ssl

    paths = ssl.get_default_verify_paths()
    for name in filter(None, (paths.cafile, paths.openssl_cafile, "/etc/ssl/certs/ca-certificates.crt")):
        try:
            with open(name, encoding="utf-8") as f:
                return [f.read()]
        except (OSError, ValueError):
            pass
    return []


def read_time(text):
    whole, part = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", text, re.A).groups()
    at = datetime.datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S")
    return at.replace(microsecond=int(((part or "") + "000000")[:6]), tzinfo=datetime.timezone.utc)


EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def milliseconds(n):
    return format_time(EPOCH + datetime.timedelta(milliseconds=n or 0))


def claimed(row):
    """The time that a document claims: a day where it is exact to one only."""
    if "published_at" not in row:
        return ""
    text = milliseconds(row["published_at"])
    return text[:10] if row.get("published_precision") == "day" else text


def format_time(at):
    text = at.strftime("%Y-%m-%dT%H:%M:%S")
    return text + (".%03d" % (at.microsecond // 1000) if at.microsecond >= 1000 else "") + "Z"


# --- The bundle -------------------------------------------------------------------------

README, POLICY_NAME = "evidence/README.txt", "evidence/policy.json"
LEAVES, DOCUMENTS, CONTENTS_NAME = "evidence/leaves.jsonl", "evidence/documents.jsonl", "evidence/contents.json"
BLOBS, SEAL_PREFIX = "evidence/blobs/", "evidence/seal/"
EXPORT_NAME, CHECKPOINT, PROOFS = SEAL_PREFIX + "export.json", SEAL_PREFIX + "checkpoint", SEAL_PREFIX + "proofs.jsonl"
CHECKPOINTS, STAMPS, STAMP = SEAL_PREFIX + "checkpoints.jsonl", SEAL_PREFIX + "timestamps.jsonl", SEAL_PREFIX + "timestamps/"
PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
KINDS = ("capture", "tombstone", "run", "export", "annotation", "forget", "key", "state")


def clip(text):
    """What may be as long as whoever made the bundle liked, cut."""
    return text if len(text) <= 400 else text[:399] + "\u2026"


class Verifier:
    def __init__(self, data, head=None, keys=(), roots=()):
        self.data, self.head, self.given, self.known = data, head and read_head(head), list(keys), roots
        self.state, self.faults, self.missing, self.bad, self.more = "", [], [], [], 0
        self.leaves = self.captures = self.anchored = self.stamped = 0
        # How late it was, by the archive's clock, when a leaf was made: (index, time).
        self.made = []
        # What the last leaf says of each document's rows: their SHA-256; and of what each
        # article's version quotes: a SHA-256 of that record.
        self.states, self.links, self.quotes = {}, {}, 0
        self.origin = self.root = self.anchored_at = ""
        self.roots = set()
        self.sums, self.keyed, self.forgotten, self.erased = {}, set(), set(), set()
        # What the captures' records say: their leaves' indexes, the bytes that they
        # name, and (capture, document, hash of the words).
        self.indexes, self.wanted, self.seen = [], [], {}  # seen: whether the home showed it

    def note(self, where, item, what):
        if len(where) >= 1000:
            self.more += 1
        else:
            where.append((clip(item), clip(str(what))))

    def fault(self, item, what):
        self.note(self.faults, item, what)

    def verify(self):
        steps = (self.container, self.entries, self.contents, self.seal, self.records, self.blobs, self.documents,
                 self.checkpoints, self.stamps)
        try:
            for step in steps:
                step()
        except Broken as b:
            self.fault(b.item, b.what)
        self.settle()
        return self

    # Reading.

    def whole(self, name, most=TABLE):
        if name not in self.zip:
            raise Broken(name, "it is not in the bundle")
        where, size, _ = self.zip[name]
        if size > most:
            raise Broken(name, "it is larger than any bundle's")
        return bytes(self.data[where : where + size])

    def table(self, name, spec, most=SEAL, **how):
        raw = self.whole(name, most)
        try:
            if raw[-1:] != b"\n":
                raise ValueError("its last line has no end")
            return exact(raw[:-1], spec, **how)
        except ValueError as e:
            raise Broken(name, "it cannot be read: %s" % e) from None

    def lines(self, name, most):
        if name not in self.zip:
            raise Broken(name, "it is not in the bundle")
        at, size, _ = self.zip[name]
        end = at + size
        while at < end:
            stop = self.data.find(b"\n", at, min(end, at + most))
            if stop < 0:
                raise Broken(name, "a line is too long, or the last one has no end")
            yield bytes(self.data[at:stop])
            at = stop + 1

    # The steps.

    def container(self):
        try:
            self.zip, self.dates = read_container(self.data)
        except (ValueError, struct.error) as e:
            raise Broken("the container", "not a ZIP file as onrecord writes them: %s" % e) from None

    def entries(self):
        """Each entry is as the datapackage lists it, and that is as its digest says."""
        room = (64 << 10) + 1024 * len(self.zip)
        raw, digest = self.whole(PACKAGE, room), self.whole(DIGEST, 4096)
        if digest != dump({"hash": "sha256:" + hashlib.sha256(raw).hexdigest(), "path": PACKAGE}):
            raise Broken(DIGEST, "it does not fit datapackage.json: one of the two was changed")
        try:
            package = exact(raw, DATAPACKAGE, html=True, indent=2)
        except ValueError as e:
            raise Broken(PACKAGE, "it cannot be read: %s" % e) from None
        listed = package["resources"] or []
        self.package = hashlib.sha256(dump(dict(package, resources=None))).hexdigest()
        if not dated(self.dates, package["created"]):
            self.fault(PACKAGE, "the entries bear another time than it says")
        by_path = {r["path"]: r for r in listed}
        if len(by_path) != len(listed):
            self.fault(PACKAGE, "it lists an entry twice")
        with memoryview(self.data) as view:
            for name, (where, size, crc) in self.zip.items():
                if name in (PACKAGE, DIGEST):
                    continue
                sum, crc_now = hashlib.sha256(), 0
                for at in range(where, where + size, 1 << 20):
                    part = view[at : min(at + (1 << 20), where + size)]
                    sum.update(part)
                    crc_now = zlib.crc32(part, crc_now)
                    part.release()
                self.sums[name] = sum.hexdigest()
                if name not in by_path:
                    self.fault(name, "it was put into the bundle afterwards")
                elif by_path[name]["name"] != name.split("/")[-1].lower():
                    self.fault(name, "it is listed by another name")
                elif by_path[name]["hash"] != "sha256:" + self.sums[name] or by_path[name]["bytes"] != size or crc_now != crc:
                    self.fault(name, "it was changed")
        for r in listed:
            if r["path"] not in self.sums:
                self.fault(r["path"], "it was taken out of the bundle")

    def contents(self):
        """The entries but the seal are as the table lists them that the log signed."""
        table = self.table(CONTENTS_NAME, CONTENTS, (64 << 10) + 1024 * len(self.zip)) or []
        for c in table:
            if c["path"] not in self.sums:
                self.fault(c["path"], "it was taken out of the bundle")
            elif self.sums[c["path"]] != c["sha256"] or self.zip[c["path"]][1] != c["bytes"]:
                self.fault(c["path"], "it is not what was recorded")
        listed = {c["path"] for c in table} | {CONTENTS_NAME, EXPORT_NAME, CHECKPOINT, PROOFS, CHECKPOINTS, STAMPS}
        for name in self.sums:
            if name not in listed and not name.startswith(STAMP):
                self.fault(name, "no record names it")

    def seal(self):
        """The checkpoint is signed, and the export's leaf names the table of contents."""
        policy = self.table(POLICY_NAME, POLICY)
        if policy["onrecord"] != 1:
            raise Broken(POLICY_NAME, "its form is %d, this reads 1" % policy["onrecord"])
        if policy.get("package", self.package) != self.package:
            self.fault(PACKAGE, "its title, times or main page are not those that were signed")
        self.policy_keys, self.policy_stamps, self.sealed = policy["keys"] or [], policy.get("stamps") or [], policy.get("seal")
        self.sealing = hashlib.sha256()  # over the earlier checkpoints and the time stamps
        self.keys = self.given or self.policy_keys
        try:
            self.checkpoint = self.whole(CHECKPOINT, SEAL).decode("utf-8")
            self.origin, self.size, self.root = open_checkpoint(self.checkpoint, self.keys)
        except ValueError as e:
            raise Broken(CHECKPOINT, e) from None
        if self.origin != policy["origin"]:
            raise Broken(POLICY_NAME, "it is of another log than the checkpoint")
        self.heads = {self.size: (self.root, self.checkpoint)}
        self.export = self.table(EXPORT_NAME, EXPORT, LEAF)
        if self.export["onrecord"] != 1 or self.export["kind"] != "export":
            raise Broken(EXPORT_NAME, "it is no record of an export")
        if self.export.get("contents", "") != self.sums.get(CONTENTS_NAME):
            raise Broken(CONTENTS_NAME, "it is not the one that was signed")

    def next_proof(self, proofs):
        raw = next(proofs, None)
        if raw is None:
            raise Broken(PROOFS, "it has fewer proofs than there are leaves")
        try:
            return exact(raw, PROOF)
        except ValueError as e:
            raise Broken(PROOFS, "it cannot be read: %s" % e) from None

    def under(self, item, leaf, proof):
        try:
            ok = included(leaf, proof["index"], self.size, hashes(proof["proof"]), self.root)
        except ValueError:
            ok = False
        if not ok:
            self.fault(item, "it is not the record that was signed")
        return ok

    def records(self):
        """Each leaf is under the checkpoint, in its place, and none is missing."""
        proofs, last = self.lines(PROOFS, SEAL), -1
        for leaf in self.lines(LEAVES, LEAF):
            proof = self.next_proof(proofs)
            if proof["index"] <= last:
                raise Broken(PROOFS, "its proofs are out of order")
            last = proof["index"]
            self.leaves += 1
            self.record(leaf, proof)
        exported = self.export.get("leaves", 0)
        if self.leaves != exported:
            self.fault(LEAVES, "it has %d leaves, %d were exported" % (self.leaves, exported))
        proof = self.next_proof(proofs)
        if proof["index"] != self.export["index"]:
            raise Broken(PROOFS, "it does not prove the export")
        self.under("leaf of the export", self.whole(EXPORT_NAME)[:-1], proof)
        if next(proofs, None) is not None:
            self.fault(PROOFS, "it has more proofs than there are leaves")
        for key in self.policy_keys:
            if key not in self.keyed:
                self.fault(POLICY_NAME, "no leaf of the log names the key " + key)

    def record(self, leaf, proof):
        """Gathers what one leaf says. What was not signed says nothing."""
        index = proof["index"]
        item, kind, capture, r = "leaf %d" % index, None, None, None
        try:
            r = parse(leaf)
            kind = shape(r, {"kind": str})["kind"]
            if kind in KINDS:
                item = "leaf %d (%s)" % (index, kind)
            capture = shape(r, {"capture": int})["capture"] if kind == "capture" else None
            if kind == "capture":
                item = "capture %d (leaf %d)" % (capture, index)
        except ValueError:
            pass  # said below
        if not self.under(item, leaf, proof):
            return
        self.clock(r, kind, index)
        try:
            for s in shape(r, {"states?": [{"document": str, "sha256": str}]}).get("states") or []:
                self.states[s["document"]] = s["sha256"]
        except ValueError:
            pass  # a leaf with none that can be read
        try:
            for s in shape(r, {"links?": [LINKED]}).get("links") or [] if kind == "state" else []:
                self.links[s["version"]] = hashlib.sha256(dump(s)).digest()
        except ValueError:
            pass
        try:
            if shape(r, {"onrecord": int, "index": int}) != {"onrecord": 1, "index": index} or kind not in KINDS:
                raise ValueError("it says that it is something else")
            if kind == "capture":
                self.capture(r, capture, index)
            elif kind == "key":
                self.keyed.add(shape(r, {"key": str})["key"])
            elif kind == "forget":
                said = shape(r, {"document": str, "erased": [str]})
                self.forgotten.add(said["document"])
                self.erased.update(said["erased"] or [])
        except ValueError as e:
            self.fault(item, e)

    def clock(self, r, kind, index):
        """Follows the archive's own clock; what a file or a third party says of the time
        does not count."""
        try:
            at = r.get("at")
            if kind == "capture":
                target = r.get("target") or {}
                if target.get("relay") or target.get("door") in ("import", "warc"):
                    return
                at = (r.get("time") or {}).get("finished")
            at = read_time(at)
        except (AttributeError, TypeError, ValueError, OverflowError):
            return
        if not self.made or at > self.made[-1][1]:
            self.made.append((index, at))

    def made_at(self, size):
        at = bisect.bisect_left(self.made, (size,))
        return self.made[at - 1][1] if at else None

    def capture(self, r, capture, index):
        sum = {"sha256": str, "length": int}
        said = shape(r, {"bytes": {"received": sum, "decoded": sum}, "http": {"tls?": {"Chain": [str]}},
                         "seen?": [{"document": str, "content?": str, "gone?": str, "authority?": str}]})
        received, decoded = said["bytes"]["received"], said["bytes"]["decoded"]
        self.captures += 1
        self.indexes.append(index)
        for s in said.get("seen") or []:
            if not s.get("gone"):
                key = (capture, s["document"], s.get("content", ""))
                self.seen[key] = self.seen.get(key, False) or not s.get("authority")
        if decoded["length"] > 0:
            self.wanted.append((capture, decoded["sha256"], decoded["length"], False))
        if received["length"] > 0 and received["sha256"] != decoded["sha256"]:
            self.wanted.append((capture, received["sha256"], received["length"], True))
        for certificate in said["http"].get("tls", {}).get("Chain") or []:
            if BLOBS + certificate in self.zip:
                self.wanted.append((capture, certificate, None, True))

    def blobs(self):
        """The bytes are those that the records name. Those as received may be left out
        where the decoded ones are there, and those that a record says were erased."""
        for capture, sum, length, may in self.wanted:
            name, item = BLOBS + sum, "capture %d" % capture
            if name not in self.zip:
                if not may and sum not in self.erased:
                    self.note(self.missing, item, "its bytes %s are not in the bundle" % sum)
            elif self.sums.get(name) != sum or length not in (None, self.zip[name][1]):
                self.fault(item, "its bytes are not those on record")

    def documents(self):
        """The words of each version are those that a capture's record says it read."""
        for n, line in enumerate(self.lines(DOCUMENTS, DOCUMENT), 1):
            try:
                d = exact(line, DOCUMENT_LINE)
                check_rows(d.get("state", {}))
                for v in d["versions"] or []:
                    check_rows(v.get("quotes", {}).get("rows", {}), float)
            except ValueError as e:
                raise Broken(DOCUMENTS, "line %d cannot be read: %s" % (n, e)) from None
            names = (d["names"] or []) + [d["document"]]
            for v in d["versions"] or []:
                self.version(d, v, names)
                if "quotes" in v:
                    self.quoted(d, v, names)
            self.stated_as(d)

    def stated_as(self, d):
        """What is shown of a document is what its rows say, and these are as the last
        record of it says."""
        item, want = "document %s" % d["document"], self.states.get(d["document"])
        if "state" not in d and not self.states:
            return  # of before states were kept
        if "state" not in d or hashlib.sha256(dump(d["state"])).hexdigest() != want:
            self.fault(item, "what the bundle has of it is not what its last record says")
            return
        rows = {name: d["state"].get(name) or [] for name in ("document", "alias", "version", "tombstone", "forgotten")}
        rows["version"] = [v for v in rows["version"] if not (type(v.get("seq")) is int and v["seq"] < 0)]  # others' words, which no bundle shows
        if len(rows["document"]) != 1:
            self.fault(item, "what the bundle has of it cannot be read")
            return
        x = rows["document"][0]
        said = [d["document"], sorted(d["names"] or []), d["kind"], d.get("url", ""), d.get("author", ""), d.get("handle", ""),
                d.get("published", ""), d.get("gone", ""), d.get("forgotten", False)]
        gone = [t.get("how", "") for t in rows["tombstone"] if "closed_at" not in t and "confirmed_at" in t]
        kept = [x.get("name", ""), sorted([x.get("name", "")] + [a.get("name", "") for a in rows["alias"]]), x.get("kind", ""), x.get("url", ""),
                x.get("author_name", ""), x.get("author_handle", ""), claimed(x), (gone or [""])[-1], bool(rows["forgotten"])]
        versions = [[v["seq"], v["capture"], v["sha256"], v.get("lang", ""), v["first_seen"], v["last_seen"]] for v in d["versions"] or []]
        stored = [[v.get("seq", 0), v.get("capture", 0), v.get("hash", ""), v.get("lang", "") if w.get("lang") or not d.get("forgotten") else "", milliseconds(v.get("first_seen")),
                   milliseconds(v.get("last_seen"))] for v, w in zip(rows["version"], d["versions"] or [])]
        stored += [None] * (len(rows["version"]) - len(stored))
        if said != kept or versions != stored:
            self.fault(item, "what is shown of it is not what is on record")
            return
        for v in rows["version"]:  # whoever put other rows on record did not change what the captures' records say
            if not rows["forgotten"] and not v.get("authority") and not any(self.seen.get((v.get("capture", 0), n, v.get("hash", ""))) for n in said[1] + [d["document"]]):
                self.fault(item, "version %d stands as the words of its home, and no record says that the home showed them" % v.get("seq", 0))
                return

    def quoted(self, d, v, names):
        """What a version is shown to quote is as the last record of it says, and the article
        has those words there. Whose words they are is the archive's own finding."""
        record, rows = v["quotes"]["record"], v["quotes"]["rows"]
        of = {n["version"]: n for n in record.get("of") or []}
        own, why = of.get(record["version"], {}), None
        if hashlib.sha256(dump(rows)).hexdigest() != record["sha256"] or self.links.get(record["version"]) != hashlib.sha256(dump(record)).digest():
            why = "they are not as their last record says"
        elif own.get("sha256") != v["sha256"] or own.get("document") not in names:
            why = "their record is of other words"
        else:
            for n, q in enumerate(rows.get("quote") or [], 1):
                if q.get("post", 0) and q["post"] not in of:
                    why = "no record says which words number %d leads to" % n
                elif quoted_words(v, q) != q.get("text", ""):
                    why = "the article does not have the words of number %d where it says" % n
                if why:
                    break
                self.quotes += 1
        if why:
            self.fault("the quotes of version %d of %s" % (v["seq"], d["document"]), why)

    def version(self, d, v, names):
        item = "version %d of %s" % (v["seq"], d["document"])
        if d.get("forgotten"):
            if v["title"] or v["text"] or not self.forgotten.intersection(names):
                self.fault(item, "its words were erased, and no record says why")
        elif content_hash(v) != v["sha256"]:
            self.fault(item, "its words are not those of its hash")
        elif not any((v["capture"], n, v["sha256"]) in self.seen for n in names):
            self.fault(item, "no record of capture %d says that it read these words" % v["capture"])

    def checkpoints(self):
        """The earlier checkpoints lead to this one, and so does the head that was kept."""
        for n, line in enumerate(self.lines(CHECKPOINTS, SEAL), 1):
            try:
                e = exact(line, EARLIER)
            except ValueError as err:
                raise Broken(CHECKPOINTS, "line %d cannot be read: %s" % (n, err)) from None
            self.sealing.update(b"%d %s\n" % (e["size"], hashlib.sha256(e["note"].encode()).hexdigest().encode()))
            item = "checkpoint of %d leaves" % e["size"]
            try:
                origin, size, root = open_checkpoint(e["note"], self.keys)
                ok = (origin, size) == (self.origin, e["size"]) and consistent(size, root, self.size, self.root, hashes(e["proof"]))
            except ValueError as err:
                self.fault(item, err)
                continue
            if ok:
                self.heads[size] = (root, e["note"])
            else:
                self.fault(item, "it does not lead to the bundle's checkpoint: the log was written anew")
        if self.head is None:
            return
        origin, size, root = self.head
        if size not in self.heads:
            self.note(self.missing, "the head that was kept", "the bundle does not lead from its %d leaves to its own %d" % (size, self.size))
        elif (origin, root) != (self.origin, self.heads[size][0]):
            self.fault("the log", "its first %d leaves are not those of the head that was kept: it was written anew" % size)

    def stamps(self):
        """The time stamps are of those checkpoints."""
        named, there, best, unknown = {STAMPS}, set(), 0, 0
        for n, line in enumerate(self.lines(STAMPS, SEAL), 1):
            try:
                s = exact(line, STAMPED)
            except ValueError as e:
                raise Broken(STAMPS, "line %d cannot be read: %s" % (n, e)) from None
            self.sealing.update(("%d %s %s\n" % (s["size"], self.sums.get(s["file"], ""), s["authority"])).encode())
            item = "time stamp of %d leaves by %s" % (s["size"], s["authority"])
            if s["file"] in named:
                self.fault(item, "it is there twice")
                continue
            named.add(s["file"])
            there.add(self.sums.get(s["file"]))
            if s["size"] not in self.heads or not s["file"].startswith(STAMP):
                self.fault(item, "its checkpoint is not in the bundle")
                continue
            token, note = self.whole(s["file"], SEAL), self.heads[s["size"]][1]
            try:
                at, within, root, known = check_stamp(token, hashlib.sha256(note.encode()).digest(), self.known)
                if format_time(at) != s["time"]:
                    raise ValueError("it says %s, not %s" % (format_time(at), s["time"]))
                made = self.made_at(s["size"])
                if made is not None and at + within + SLACK < made:
                    raise ValueError("it says %s, but what it stamps was made %s" % (format_time(at), format_time(made)))
                if at > datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1):
                    raise ValueError("it says %s, which is yet to come" % format_time(at))
            except (ValueError, IndexError, OverflowError) as e:
                self.note(self.bad, item, "bad anchor: %s" % e)
                continue
            self.roots.add((root, known))
            if not known:
                unknown = max(unknown, s["size"])
            elif s["size"] > best:
                best, self.anchored_at = s["size"], format_time(at)
        for name in self.zip:
            if name.startswith(STAMP) and name not in named:
                self.fault(name, "nothing names it")
        if self.sealed and self.sealed != self.sealing.hexdigest():
            self.fault(POLICY_NAME, "the earlier checkpoints and time stamps are not those that were signed, each in its place")
        for sum in self.policy_stamps:
            if sum not in there:
                self.fault(STAMPS, "a time stamp was taken out: %s" % sum)
        self.anchored, self.stamped = self.covered(best), self.covered(unknown)

    def covered(self, size):
        """How many leaves a stamp covers. The bundle's own leaf is younger than any stamp:
        the captures' leaves count."""
        n = sum(i < size for i in self.indexes)
        return self.leaves if size and n == len(self.indexes) else n

    def settle(self):
        if self.faults:
            self.state = "tampered"
        elif self.missing:
            self.state = "incomplete"
        elif not self.leaves:
            self.state = "valid, not signed"
        elif self.anchored >= self.leaves:
            self.state = "valid"
        elif self.stamped > self.anchored:
            self.state = "stamped by an unknown authority"
        else:
            self.state = "valid, not anchored"

    def report(self):
        said = lambda all: ["%s: %s" % f for f in all]
        return {"state": self.state, "origin": self.origin, "leaves": self.leaves, "captures": self.captures, "quotes": self.quotes,
                "root": base64.b64encode(self.root or b"").decode(), "anchored": self.anchored, "anchored_at": self.anchored_at,
                "stamped": self.stamped, "roots": [{"root": r, "known": k} for r, k in sorted(self.roots)], "faults": said(self.faults), "missing": said(self.missing),
                "bad_anchors": said(self.bad), "more": self.more}


def verify(data, head=None, keys=(), roots=()):
    """Checks a bundle's bytes (or a map of them); roots are PEM texts. ValueError where
    the head is none."""
    return Verifier(data, head, keys, read_roots(tuple(roots))).verify()


def printable(text):
    """Text from outside, with nothing in it that moves a terminal's cursor."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def main():
    p = argparse.ArgumentParser(description="Check a bundle of onrecord's, offline.")
    p.add_argument("bundle")
    p.add_argument("--head", metavar="FILE", help="a checkpoint that was kept elsewhere")
    p.add_argument("--key", action="append", default=[], help="believe only this key (again for more)")
    p.add_argument("--root", action="append", default=[], metavar="FILE",
                   help="believe only time stamps under the certificate in this file (PEM; again for more)")
    p.add_argument("--json", action="store_true")
    a = p.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")
    try:
        head = None
        if a.head:
            with open(a.head, encoding="utf-8") as f:
                head = f.read(1 << 20)
            read_head(head)
    except (OSError, ValueError) as e:
        p.error("--head: %s" % e)
    roots = []
    try:
        for name in a.root:
            with open(name, encoding="utf-8") as f:
                roots.append(f.read(1 << 20))
        if a.root and not read_roots(tuple(roots)):
            raise ValueError("it holds no certificate in PEM that can be read here")
    except (OSError, ValueError) as e:
        p.error("--root: %s" % e)
    try:
        with open(a.bundle, "rb") as f:
            f.seek(0, 2)
            data = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) if f.tell() else b""
    except (OSError, ValueError) as e:
        print(printable("%s: %s" % (a.bundle, e)), file=sys.stderr)
        return 1
    r = verify(data, head, a.key, roots or own_roots())
    if a.json:
        print(json.dumps(r.report()))
    else:
        for word, all in (("tampered", r.faults), ("missing", r.missing), ("bad", r.bad)):
            for item, what in all:
                print("%-9s %s" % (word, printable("%s: %s" % (item, what))))
        if r.more:
            print("and %d more" % r.more)
        print("checked   %d leaves of %s, %d captures" % (r.leaves, printable(r.origin or "no log"), r.captures))
        if r.quotes:
            print("quotes    %d stand in their articles; whose words they are is the archive's own finding" % r.quotes)
        for root, known in sorted(r.roots):
            by = "of a known authority" if known else "of nobody known here: give the authority's own with --root"
            print("stamped   under the root with SHA-256 %s, %s" % (root, by))
        if r.anchored_at:
            print("anchored  since %s" % r.anchored_at)
        print(r.state)
    if r.state == "tampered" or r.bad:
        return 4
    return 3 if r.state in ("incomplete", "stamped by an unknown authority") else 0


if __name__ == "__main__":
    sys.exit(main())
