"""Inputs and Python peers of script/bench.d/matching.

phrases COUNT DATA   COUNT distinct phrases of one to three words of the corpora, as neutral rules
cyrillic DATA        the Reuters texts with Latin letters made Cyrillic, as articles
documents            articles (lines of JSON) to one text a line
texts                neutral phrase rules to one phrase a line
peers PHRASES DOCS   scans the documents with each peer that is installed; processor seconds
goals RESULTS        the goals and ratios that the lines of a run show
"""

import gzip
import json
import random
import re
import statistics
import sys
import time


def articles(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            yield article["title"] + " " + article["text"]


def phrases(count, data):
    rng = random.Random(1)
    words = re.compile(r"[a-z][a-z0-9]+")
    texts = [words.findall(text.lower()) for name in ("bbc2225", "reuters21578")
             for text in articles(f"{data}/corpora/{name}.jsonl.gz")]
    seen = set()
    while len(seen) < count:
        text = rng.choice(texts)
        if len(text) < 4:
            continue
        length = rng.choice((1, 2, 2, 3, 3))
        start = rng.randrange(len(text) - length + 1)
        phrase = " ".join(text[start:start + length])
        if phrase not in seen:
            seen.add(phrase)
            print(json.dumps({"id": f"P{len(seen)}", "phrase": phrase}))


def cyrillic(data):
    latin = "abcdefghijklmnopqrstuvwxyz"
    letters = "абцдефгхийклмнопярстувжкыз"
    table = str.maketrans(latin + latin.upper(), letters + letters.upper())
    for text in articles(f"{data}/corpora/reuters21578.jsonl.gz"):
        print(json.dumps({"title": "", "text": text.translate(table)}, ensure_ascii=False))


def timed(name, compile_, scan, documents, limit=None):
    start = time.process_time()
    compiled = compile_()
    load = time.process_time() - start
    sample = documents[:limit] if limit else documents
    size = sum(len(text.encode()) for text in sample)
    best, hits = 1e9, 0
    for _ in range(3):
        start = time.process_time()
        hits = sum(scan(compiled, text) for text in sample)
        best = min(best, time.process_time() - start)
    print(f"{name} compile_s={load:.2f} documents={len(sample)} hits={hits} cpu_s={best:.4f} "
          f"mb_per_s={size / 1e6 / best:.1f} documents_per_s={len(sample) / best:.0f}", flush=True)


def peers(phrase_file, document_file):
    wanted = [line.rstrip("\n") for line in open(phrase_file, encoding="utf-8") if line.strip()]
    documents = [line.rstrip("\n").lower() for line in open(document_file, encoding="utf-8")]
    label = phrase_file.rsplit("/", 1)[-1].removesuffix(".txt")

    def missing(name, error):
        print(f"peer {name}: left out ({error})")

    try:
        import ahocorasick_rs
        timed(f"ahocorasick_rs {label}", lambda: ahocorasick_rs.AhoCorasick(wanted),
              lambda a, text: len(a.find_matches_as_indexes(text, overlapping=True)), documents)
    except ImportError as error:
        missing("ahocorasick_rs", error)
    try:
        import flashtext

        def make():
            processor = flashtext.KeywordProcessor()
            for phrase in wanted:
                processor.add_keyword(phrase)
            return processor
        timed(f"flashtext {label}", make, lambda p, text: len(p.extract_keywords(text)), documents, 3000)
    except ImportError as error:
        missing("flashtext", error)
    try:
        import yara_x

        def rules():
            # One rule a thousand phrases: a rule holds a bounded number of patterns.
            source = []
            for i in range(0, len(wanted), 1000):
                strings = "\n".join(f'$s{j} = {json.dumps(p)} nocase'
                                    for j, p in enumerate(wanted[i:i + 1000]))
                source.append(f"rule r{i} {{ strings:\n{strings}\ncondition: any of them }}")
            return yara_x.Scanner(yara_x.compile("\n".join(source)))
        timed(f"yara-x {label}", rules,
              lambda s, text: len(s.scan(text.encode()).matching_rules), documents, 500)
    except ImportError as error:
        missing("yara-x", error)
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
        nlp = spacy.blank("en")

        def matcher():
            made = PhraseMatcher(nlp.vocab, attr="LOWER")
            made.add("x", list(nlp.pipe(wanted)))
            return made
        timed(f"spacy {label}", matcher, lambda m, text: len(m(nlp(text))), documents, 300)
    except ImportError as error:
        missing("spacy", error)


def goals(results):
    """Each line of results: who, row, key=value…; a row measured several times counts by its median."""
    found = {}
    for line in open(results, encoding="utf-8"):
        who, row, *rest = line.split()
        for pair in rest:
            key, _, value = pair.partition("=")
            try:
                found.setdefault((who, row, key), []).append(float(value))
            except ValueError:
                pass

    def value(who, row, key):
        numbers = found.get((who, row, key))
        return statistics.median(numbers) if numbers else None

    def speed(row):
        return value("tocsin", row, "articles_per_s")

    rows = []

    def goal(name, figure, wanted, at_most=False, unit=""):
        if figure is not None:
            reached = figure <= wanted if at_most else figure >= wanted
            rows.append((name, f"{figure:,.4g}{unit}" if figure < 1000 else f"{figure:,.0f}{unit}",
                         f"{'at most' if at_most else 'at least'} {wanted:,}{unit}",
                         "reached" if reached else "MISSED"))

    def ratio(a, b):
        return a / b if a and b else None

    for row, wanted in (("B_5k", 2), ("B_20k", 3), ("B_80k", 4)):
        for peer in ("vectorscan", "ahocorasick_rs", "yara-x", "flashtext", "spacy"):
            least = wanted if peer == "vectorscan" else 4 if peer == "ahocorasick_rs" else 1
            goal(f"{row}: times {peer}", ratio(speed(row), value(peer, row, "documents_per_s")), least)
    goal("B_80k: articles a second", speed("B_80k"), 100_000)
    goal("B_80k: load, s", value("tocsin", "B_80k", "compile_s"), 1.5, at_most=True)
    goal("A_100k: articles a second", speed("A_100k"), 10_000)
    goal("A_100k: load, s", value("tocsin", "A_100k", "compile_s"), 3, at_most=True)
    goal("C_1k: articles a second", speed("C_1k"), 15_000)
    goal("C_10k: articles a second", speed("C_10k"), 5_000)
    goal("A: 1,000 to 100,000 rules, times slower", ratio(speed("A_1k"), speed("A_100k")), 3, at_most=True)
    goal("phrases: 1,000 to 100,000, times slower",
         ratio(speed("phrases_1000"), speed("phrases_100000")), 3, at_most=True)
    goal("1,000,000 phrases: load, s", value("tocsin", "phrases_1000000", "compile_s"), 12, at_most=True)
    one, million = (value("resident", f"phrases_{n}", "kb") for n in ("1", "1000000"))
    goal("1,000,000 phrases: bytes resident each",
         (million - one) * 1024 / 1e6 if one and million else None, 250, at_most=True)
    goal("1,000,000 phrases: times slower than 1,000",
         ratio(speed("phrases_1000"), speed("phrases_1000000")), 8, at_most=True)
    goal("1,000 token patterns: articles a second", speed("patterns_1000"), 3_000)
    goal("words and folding, English, MB/s", value("tocsin", "tokenize_english", "mb_per_s"), 300)
    goal("words and folding, Cyrillic, MB/s", value("tocsin", "tokenize_cyrillic", "mb_per_s"), 120)
    goal("cold start, 100,000 phrases cached, ms", value("cold", "phrases_100000", "wall_ms"), 50, at_most=True)
    goal("two workers: times one",
         ratio(value("tocsin", "workers_1", "wall_s"), value("tocsin", "workers_2", "wall_s")), 1.8)
    for row in rows:
        print(f"{row[0]:<46} {row[1]:>12}   {row[2]:<20} {row[3]}")


def main():
    command, *rest = sys.argv[1:]
    if command == "phrases":
        phrases(int(rest[0]), rest[1])
    elif command == "cyrillic":
        cyrillic(rest[0])
    elif command == "documents":
        for line in sys.stdin:
            article = json.loads(line)
            print((article["title"] + " " + article["text"]).replace("\n", " "))
    elif command == "texts":
        for line in sys.stdin:
            print(json.loads(line)["phrase"])
    elif command == "peers":
        peers(*rest)
    elif command == "goals":
        goals(*rest)


if __name__ == "__main__":
    main()
