#!/usr/bin/env python3
"""Scores the article bodies the readers find in pages.

usage: pages.py PAGES-FOLDER [--show] [--trafilatura] [--diff ID]   (ReaderBench built for release)

PAGES-FOLDER holds ground-truth.json (id → articleBody) and html/ID.html.gz. The measure is that of
the article-extraction-benchmark: mean precision and recall over shingles of four words, and their F1.
"""
import gzip, json, os, re, subprocess, sys, tempfile, time
from collections import Counter
from statistics import mean


def shingles(text):
    words = re.findall(r"\w+", text or "")
    return Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)) if words)


def score(true, found):
    a, b = shingles(true), shingles(found)
    hit = sum(min(a[k], b[k]) for k in a)
    return hit, sum(b.values()) - hit, sum(a.values()) - hit


def rates(hit, extra, lost):
    if not extra and not lost:
        return 1.0, 1.0
    return (hit / (hit + extra) if hit + extra else None), (hit / (hit + lost) if hit + lost else None)


def report(name, truth, found, seconds):
    pairs = {key: rates(*score(truth[key]["articleBody"], found.get(key, ""))) for key in truth}
    precision = mean(p for p, _ in pairs.values() if p is not None)
    recall = mean(r for _, r in pairs.values() if r is not None)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}, {len(truth) / seconds:.0f} pages/s")
    return pairs


def main():
    folder = sys.argv[1]
    truth = json.load(open(os.path.join(folder, "ground-truth.json"), encoding="utf-8"))
    with tempfile.TemporaryDirectory() as work:
        for key in truth:
            with gzip.open(os.path.join(folder, "html", key + ".html.gz")) as packed:
                open(os.path.join(work, key), "wb").write(packed.read())
        paths = [os.path.join(work, key) for key in truth]
        listing = os.path.join(work, "list")
        open(listing, "w").write("\n".join(paths))
        bench = os.environ.get("READER_BENCH", ".build/release/ReaderBench")
        out = subprocess.run([bench, "pages", "@" + listing], capture_output=True, check=True)
        lines = out.stdout.decode().splitlines()
        pages = {}
        for line in lines[:-1]:
            page = json.loads(line)
            pages[os.path.basename(page["file"])] = page
        found = {key: page["body"] for key, page in pages.items()}
        pairs = report("tocsin", truth, found, float(lines[-1]))
        if "--trafilatura" in sys.argv:
            import trafilatura
            texts = {key: open(os.path.join(work, key), "rb").read() for key in truth}
            start = time.process_time()
            theirs = {key: trafilatura.extract(text, include_comments=False) or "" for key, text in texts.items()}
            report("trafilatura", truth, theirs, time.process_time() - start)
    if "--show" in sys.argv:
        for key, (p, r) in sorted(pairs.items(), key=lambda x: (x[1][0] or 0) + (x[1][1] or 0))[:40]:
            print(f"{p or 0:.2f} {r or 0:.2f} {key[:10]} {truth[key]['url'][:90]}")
    if "--diff" in sys.argv:
        wanted = sys.argv[sys.argv.index("--diff") + 1]
        key = next(k for k in truth if k.startswith(wanted))
        page = pages[key]
        print({k: v for k, v in page.items() if k != "body"})
        theirs, ours = truth[key]["articleBody"], page["body"]
        a, b = shingles(theirs), shingles(ours)
        for sign, text, other in (("-", theirs, b), ("+", ours, a)):
            for line in text.split("\n"):
                mine = shingles(line)
                if line.strip() and sum(1 for k in mine if k in other) * 2 < len(mine):
                    print(sign, line[:300])


main()
