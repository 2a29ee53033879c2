"""Runs the packs over texts with known facts and prints the scores of ../shared's own scorers."""

import glob
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOCSIN, SHARED = os.environ["tocsin"], os.environ["shared"]
PLUGINS = ",".join(sorted(os.path.basename(os.path.dirname(p)) for p in glob.glob("Plugins/*/plugin.lua")))
# The own articles up to the first number were developed on; later ones were written apart from the rules, those after
# the second in the manner of wire reports.
LAST_DEVELOPED, LAST_MIXED = 40, 100


def run(paths, out):
    subprocess.run([TOCSIN, "run", "--plugins", PLUGINS, *paths, "--output", out], check=False,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def facts(title, articles, golds):
    """Scores articles against gold files of the wire report's form."""
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(work + "/gold")
        for gold in golds:
            shutil.copy(gold, work + "/gold")
        run(articles, work + "/out")
        print(f"\n{title}", flush=True)
        subprocess.run([sys.executable, SHARED + "/seed/score.py", work + "/out/events.jsonl", "--claims",
                        work + "/out/claims.jsonl", "--gold", work + "/gold"], check=False)


def number(path):
    return int(os.path.basename(path).split("-")[0])


# ---- MUC-4: five roles a template, for attacks on people and property outside battle

PEOPLE = re.compile(
    r"(men|women|man|woman|people|persons?|peasants?|civilians?|soldiers?|priests?|leaders?|mayors?|officers?|judges?"
    r"|ministers?|presidents?|children|child|students?|workers?|farmers?|members?|agents?|guards?|policem[ae]n|troops"
    r"|jesuits?|journalists?|population|wife|sons?|daughters?|[a-z]+(?:ers|ors|ists))$", re.I)
THINGS = re.compile(r"(quarters|towers?|containers?|trailers?|tankers?|helicopters?|transformers?|newspapers?|papers)$", re.I)
GROUPS = re.compile(
    r"front|army|movement|party|cartel|path|fmln|eln|farc|fpmr|mrta|epl|m-19|extraditables|(armed|air|defen[cs]e|security) forces?"
    r"|government|navy|battalion|brigade|mafias?$|organi[sz]ation", re.I)
BATTLE = {"armed-clash", "airstrike", "shelling", "equipment-destroyed", "aircraft-downed", "crowd-control"}


# Armed sides: what they do to each other is battle, which the key leaves out.
SIDES = {"military", "party", "armed", "armed-group", "crime"}


def is_battle(event):
    hit = event.get("recipients") or []
    return bool(hit) and all(one.get("kind") in SIDES for one in hit)


def kind_of(event):
    modes = set(event.get("modes") or [])
    words = " ".join(s["text"].lower() for s in event["spans"] if s["role"] == "trigger")
    if "abduct" in modes:
        return "kidnapping"
    if re.search(r"burn|torch|arson|set fire|set ablaze", words):
        return "arson"
    if modes & {"explosives", "suicide-attack"} or re.search(r"bomb|dynamit|explo|blew up", words):
        return "bombing"
    return "attack"


def template(event, words):
    out = {"type": kind_of(event), "perp_ind": [], "perp_org": [], "target": [], "victim": [], "weapon": []}
    for actor in event.get("actors") or []:
        name, text, kind = actor["name"], actor["text"], actor.get("kind")
        if kind in ("place", "country"):
            continue
        is_group = kind in ("armed-group", "organization") or GROUPS.search(name)
        if is_group:
            out["perp_org"].append([w for w in words[event["article"], name] if w == name or not PEOPLE.search(w)])
        if not is_group or (text.lower() != name.lower() and PEOPLE.search(text.split(" of ")[0])):
            out["perp_ind"].append(text)
    for one in event.get("recipients") or []:
        text, kind = one["text"], one.get("kind")
        if kind in ("country", "place") or kind in SIDES:
            continue
        if kind == "person" or PEOPLE.search(text.split(" of ")[0]) and not THINGS.search(text):
            out["victim"].append({"mentions": words[event["article"], one["name"]], "named": kind == "person"})
        else:
            out["target"].append(text)
    out["weapon"] = [m["text"] for m in event.get("materiel") or [] if m["role"] == "used" and m.get("low") is None]
    for figure in event.get("casualties") or []:
        key = {"killed": "killed", "injured": "wounded"}.get(figure["metric"])
        if key and key not in out and None is not figure.get("low") == figure.get("high"):
            out[key] = figure["low"]
    time = event["time"]
    if time.get("start"):
        out["date"] = time["start"] if time["start"] == time.get("end") else f"{time['start']}/{time.get('end') or ''}"
    places = [p for p in event.get("places") or [] if p.get("role") == "event"]
    if places:
        out["location"] = ": ".join([NAMES.get(places[0].get("country"), ""), places[0]["name"]]).strip(": ")
    return out


NAMES = {"SLV": "EL SALVADOR", "COL": "COLOMBIA", "PER": "PERU", "GTM": "GUATEMALA", "CHL": "CHILE", "HND": "HONDURAS",
         "ARG": "ARGENTINA", "BOL": "BOLIVIA", "ECU": "ECUADOR", "NIC": "NICARAGUA", "PAN": "PANAMA", "VEN": "VENEZUELA"}


def templates(path):
    """Templates by article; what an article calls one thing in several words is one entity there."""
    found, words = {}, {}
    for line in open(path):
        event = json.loads(line)
        told = event["assertion"]
        rules = {r.split("@")[0].split(".")[1] for r in event["found_by"]}
        if event["type"] != "ASSAULT" or told["polarity"] != "affirmed" or told.get("tense") == "historical":
            continue
        if told["modality"] not in ("asserted", "alleged") or rules <= BATTLE or is_battle(event):
            continue
        for one in (event.get("actors") or []) + (event.get("recipients") or []):
            names = words.setdefault((event["article"], one["name"]), [one["name"]])
            if one["text"] not in names:
                names.append(one["text"])
        found.setdefault(event["article"], []).append(event)
    return {article: together([template(event, words) for event in events]) for article, events in found.items()}


def together(events):
    """Instruments of one article that have one head are one."""
    heads = {}
    for event in events:
        for weapon in event["weapon"]:
            heads.setdefault(weapon.lower().split()[-1].rstrip("s"), []).append(weapon)
    for event in events:
        event["weapon"] = [sorted(set(heads[w.lower().split()[-1].rstrip("s")])) for w in event["weapon"]]
    return events


def muc(split):
    folder = SHARED + "/data/muc4"
    if not os.path.exists(f"{folder}/{split}.texts.jsonl.gz"):
        print(f"\nMUC-4 {split}: not here")
        return
    with tempfile.TemporaryDirectory() as work:
        with gzip.open(f"{folder}/{split}.texts.jsonl.gz", "rt") as lines, open(work + "/in.jsonl", "w") as file:
            for line in lines:
                d = json.loads(line)
                record = {"id": d["docid"], "title": "", "body": d["text"], "language": "en"}
                if d.get("doc_date"):
                    record["published"] = d["doc_date"] + "T12:00:00Z"
                file.write(json.dumps(record) + "\n")
        with gzip.open(f"{folder}/{split}.jsonl.gz", "rt") as lines:
            open(work + "/gold.jsonl", "w").write(lines.read())
        run([work + "/in.jsonl"], work + "/out")
        found = templates(work + "/out/events.jsonl")
        with open(work + "/predicted.jsonl", "w") as file:
            for document, events in found.items():
                file.write(json.dumps({"docid": document, "events": events}) + "\n")
        keep = os.environ.get("KEEP")
        if keep:
            shutil.copytree(work, keep + "/" + split, dirs_exist_ok=True)
        print(f"\nMUC-4 {split}, head match, full gold", flush=True)
        subprocess.run([sys.executable, folder + "/score.py", work + "/gold.jsonl", work + "/predicted.jsonl", "--match",
                        "head"], check=False)


if __name__ == "__main__":
    articles = sorted(glob.glob("Plugins/*/tests/*.json"))
    wanted = set(sys.argv[1:])

    def asked(name):
        return not wanted or name in wanted

    if asked("seed"):
        with tempfile.TemporaryDirectory() as work:
            shutil.copy(SHARED + "/seed/expected.json", work + "/seed.json")
            facts("The wire report", [SHARED + "/seed/article.json"], [work + "/seed.json"])
    for name, title, choose in (
        ("developed", "Own articles, developed on", lambda p: number(p) <= LAST_DEVELOPED),
        ("apart", "Own articles, written apart from the rules", lambda p: LAST_DEVELOPED < number(p) <= LAST_MIXED),
        ("wire", "Own wire reports, written apart from the rules", lambda p: number(p) > LAST_MIXED),
    ):
        if asked(name):
            some = [p for p in articles if choose(p)]
            facts(title, some, [os.path.dirname(p) + "/gold/" + os.path.basename(p) for p in some])
    for split in ("dev", "tst2"):
        if asked(split):
            muc(split)
