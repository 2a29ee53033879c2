"""PolNeAR's attributions against claims.jsonl.

articles GOLD               the annotated articles as lines of JSON that `tocsin run` reads
score GOLD CLAIMS HALF      HALF: even or odd lines of GOLD, counted from 1, or all

Gold spans count characters, claims count UTF-8 bytes.
direct      a gold quotation is met by the direct claim that overlaps it most: content where the words
            are the same, speaker where the spans overlap or a word of the name is shared
indirect    everything else annotated (reported, mixed), against all claims that are not direct:
  bytes         bytes of source, cue and content that both sides have
  attributions  gold and claims paired one to one by content; a part is met where its spans overlap
"""

import collections
import gzip
import json
import re
import sys

PARTS = ("source", "cue", "content")


def articles(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            yield f"p{number}", number, json.loads(line)


def words(text):
    return re.findall(r"[^\W_]+", text.lower())


def offsets(text):
    result = [0]
    for character in text:
        result.append(result[-1] + len(character.encode()))
    return result


def gold_bytes(pieces, at):
    return {i for piece in pieces for a, b in piece["spans"] for i in range(at[a], at[b])}


def claim_bytes(claim, part):
    if part == "content":
        spans = claim.get("parts") or [claim["span"]]
    else:
        span = claim.get({"source": "speaker_span", "cue": "cue_span"}[part])
        spans = [span] if span else []
    return {i for span in spans for i in range(span["start"], span["end"])}


def pairs(gold, found):
    """One to one, the pairs with most shared content first."""
    ranked = []
    for i, a in enumerate(gold):
        for j, b in enumerate(found):
            shared = len(a["content"] & b["content"])
            if shared:
                same_cue = 0.5 if a["cue"] & b["cue"] else 0
                ranked.append((shared / len(a["content"] | b["content"]) + same_cue, i, j))
    taken_gold, taken_found, result = set(), set(), []
    for _, i, j in sorted(ranked, reverse=True):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            result.append((i, j))
    return result


def f1(counts):
    gold, found, both = counts
    precision, recall = both / max(1, found), both / max(1, gold)
    return f"{2 * both / max(1, gold + found):.3f} (P {precision:.3f} R {recall:.3f})"


def score(path, claims_path, half):
    claims = collections.defaultdict(list)
    with open(claims_path, encoding="utf-8") as file:
        for line in file:
            claim = json.loads(line)
            claims[claim["article"]].append(claim)
    direct = exact = spoken = 0
    in_bytes = {part: [0, 0, 0] for part in PARTS}
    in_pairs = {part: [0, 0, 0] for part in PARTS + ("all three",)}
    for name, number, article in articles(path):
        if half != "all" and (number % 2 == 1) != (half == "odd"):
            continue
        at = offsets(article["text"])
        quoted = [c for c in claims[name] if c["form"] == "direct"]
        reported = [c for c in claims[name] if c["form"] != "direct"]
        for gold in article["attributions"]:
            if gold["kind"] != "direct" or not gold["source"]:
                continue
            direct += 1
            content = gold_bytes(gold["content"], at)
            best = max(quoted, key=lambda c: len(claim_bytes(c, "content") & content), default=None)
            if best is None or not claim_bytes(best, "content") & content:
                continue
            said = " ".join(piece["text"] for piece in gold["content"])
            exact += words(said) == words(best["text"])
            names = {word for piece in gold["source"] for word in words(piece["text"])}
            speaker = {word for word in words(best["speaker"]) if len(word) > 3}
            spoken += bool(
                gold_bytes(gold["source"], at) & claim_bytes(best, "source") or names & speaker)
        gold = [
            {part: gold_bytes(a[part], at) for part in PARTS}
            for a in article["attributions"] if a["kind"] != "direct"
        ]
        found = [{part: claim_bytes(c, part) for part in PARTS} for c in reported]
        met = pairs(gold, found)
        for part in PARTS:
            a = set().union(*(g[part] for g in gold))
            b = set().union(*(f[part] for f in found))
            for k, n in enumerate((len(a), len(b), len(a & b))):
                in_bytes[part][k] += n
            in_pairs[part][0] += sum(1 for g in gold if g[part])
            in_pairs[part][1] += len(found)
            in_pairs[part][2] += sum(1 for i, j in met if gold[i][part] & found[j][part])
        whole = sum(
            1 for i, j in met
            if all(gold[i][part] & found[j][part] or not gold[i][part] for part in PARTS))
        for k, n in enumerate((len(gold), len(found), whole)):
            in_pairs["all three"][k] += n
    print(f"PolNeAR, {half} lines: {direct} direct quotations, content exact {exact / direct:.3f}, "
          f"speaker {spoken / direct:.3f}")
    for part in PARTS:
        print(f"  indirect {part:8} F1 of bytes {f1(in_bytes[part])}; "
              f"of attributions {f1(in_pairs[part])}")
    print(f"  indirect, all three overlap: F1 of attributions {f1(in_pairs['all three'])}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["articles"] and len(sys.argv) == 3:
        for name, _, article in articles(sys.argv[2]):
            print(json.dumps({
                "id": name, "language": "en", "published": "2016-09-12T12:00:00Z",
                "source": "PolNeAR", "title": "", "body": article["text"]}))
    elif sys.argv[1:2] == ["score"] and len(sys.argv) == 5:
        score(*sys.argv[2:])
    else:
        sys.exit(__doc__)
