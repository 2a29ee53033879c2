"""Inputs and Python peers of script/bench.d/matching.

phrases COUNT DATA   COUNT distinct phrases of one to three words of the corpora, as neutral rules
cyrillic DATA        the Reuters texts with Latin letters made Cyrillic, as articles
documents            articles (lines of JSON) to one text a line
texts                neutral phrase rules to one phrase a line
peers PHRASES DOCS   scans the documents with each peer that is installed; processor seconds
"""

import gzip
import json
import random
import re
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
              lambda s, text: len(s.scan(text.encode()).matching_rules), documents, 3000)
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


if __name__ == "__main__":
    main()
