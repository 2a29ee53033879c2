#!/usr/bin/env python3
"""Scores what the readers make of feeds.

usage: feeds.py FEEDS-FOLDER SCORED.tsv [--show]     (ReaderBench must be built for release)

SCORED.tsv names one file a line with a Python expression over `feed` and `entries`; `bozo` is true
where the XML was malformed.
"""
import json, os, subprocess, sys, tempfile


class Node(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)


def wrap(value):
    if isinstance(value, dict):
        return Node({k: wrap(v) for k, v in value.items()})
    if isinstance(value, list):
        return [wrap(v) for v in value]
    return value


def main():
    folder, scored = sys.argv[1:3]
    show = "--show" in sys.argv
    cases = [line.rstrip("\n").split("\t", 1) for line in open(scored, encoding="utf-8") if "\t" in line]
    paths = [os.path.join(folder, name) for name, _ in cases]
    with tempfile.NamedTemporaryFile("w") as listing:
        listing.write("\n".join(paths))
        listing.flush()
        bench = os.environ.get("READER_BENCH", ".build/release/ReaderBench")
        out = subprocess.run([bench, "feeds", "@" + listing.name], capture_output=True, check=True)
    passed = 0
    for (name, expression), line in zip(cases, out.stdout.decode().splitlines()):
        read = wrap(json.loads(line))
        scope = {"feed": read.feed, "entries": read.entries, "bozo": read.bozo}
        try:
            ok = bool(eval(expression, {"__builtins__": {}}, scope))
        except Exception as error:
            ok = False
        passed += ok
        if not ok and show:
            print(f"{name}\n   expected {expression}\n   read {line[:600]}")
    print(f"{passed} of {len(cases)} feeds read as expected ({100 * passed / len(cases):.1f} %)")


main()
