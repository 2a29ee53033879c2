#!/usr/bin/env python3
"""Feed parsing beside feedparser, in one run, in processor time.

usage: feed-speed.py FEEDS-FOLDER [CORPUS.jsonl.gz]     (ReaderBench must be built for release)

Two loads: the many small files of FEEDS-FOLDER, and feeds as outlets publish them (400 entries with
full text each), made of a corpus.
"""
import gzip, html, json, os, subprocess, sys, tempfile, time


def ours(listing):
    bench = os.environ.get("READER_BENCH", ".build/release/ReaderBench")
    out = subprocess.run([bench, "speed", "@" + listing], capture_output=True, check=True).stdout.decode()
    return float(out.split(": ")[1].split(" MB/s")[0]), out.strip()


def theirs(paths):
    try:
        import feedparser
    except ImportError:
        return None
    contents = [open(path, "rb").read() for path in paths]
    start = time.process_time()
    for content in contents:
        feedparser.parse(content)
    return sum(map(len, contents)) / 1e6 / (time.process_time() - start)


def measure(name, paths):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
        listing.write("\n".join(paths))
        listing.flush()
        speed, line = ours(listing.name)
    peer = theirs(paths)
    beside = f"; feedparser {peer:.2f} MB/s, {speed / peer:.0f} times slower" if peer else ""
    print(f"{name}: {line}{beside}")


def main():
    folder = sys.argv[1]
    small = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names if name.endswith(".xml")]
    measure("small feeds", sorted(small))
    if len(sys.argv) < 3 or not os.path.exists(sys.argv[2]):
        return
    articles = [json.loads(line) for line in gzip.open(sys.argv[2], "rt", encoding="utf-8")]
    with tempfile.TemporaryDirectory() as work:
        paths = []
        for part in range(4):
            items = []
            for n, article in enumerate(articles[part * 400:(part + 1) * 400]):
                text = "".join(f"<p>{html.escape(p, quote=False)}</p>\n" for p in article["text"].split("\n") if p.strip())
                body = f"<![CDATA[{text}]]>" if part % 2 else html.escape(text, quote=False)
                items.append(
                    f"<item><title>{html.escape(article['title'], quote=False)}</title><link>https://n.example/{n}?a=1&amp;b=2</link>"
                    f"<guid isPermaLink=\"false\">{part}-{n}</guid><pubDate>Tue, 11 Mar 2025 {n % 24:02}:{n % 60:02}:00 +0000</pubDate>"
                    f"<dc:creator>A. Writer</dc:creator><description>{html.escape(article['text'][:200], quote=False)}</description>"
                    f"<content:encoded>{body}</content:encoded></item>\n")
            path = os.path.join(work, f"{part}.xml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(
                    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
                    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>' + "".join(items) + "</channel></rss>")
            paths.append(path)
        measure("outlets' feeds", paths)


main()
