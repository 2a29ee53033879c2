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
    r"|jesuits?|journalists?|[a-z]+(?:ers|ors|ists))$", re.I)
GROUPS = re.compile(r"front|army|movement|party|cartel|path|fmln|eln|farc|fpmr|mrta|epl|m-19|extraditables", re.I)
BATTLE = {"armed-clash", "airstrike", "shelling", "equipment-destroyed", "aircraft-downed", "crowd-control"}


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


def template(event):
    out = {"type": kind_of(event), "perp_ind": [], "perp_org": [], "target": [], "victim": [], "weapon": []}
    for actor in event.get("actors") or []:
        slot = "perp_org" if GROUPS.search(actor["name"]) else "perp_ind"
        out[slot].append([actor["name"], actor["text"]] if slot == "perp_org" else actor["text"])
    for one in event.get("recipients") or []:
        named = one.get("kind") == "person"
        slot = "victim" if named or PEOPLE.search(one["text"]) else "target"
        out[slot].append({"mentions": [one["text"]], "named": named} if slot == "victim" else one["text"])
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
        found = {}
        for line in open(work + "/out/events.jsonl"):
            event = json.loads(line)
            told = event["assertion"]
            rules = {r.split("@")[0].split(".")[1] for r in event["found_by"]}
            if event["type"] != "ASSAULT" or told["polarity"] != "affirmed" or told.get("tense") == "historical":
                continue
            if told["modality"] not in ("asserted", "alleged") or rules <= BATTLE:
                continue
            found.setdefault(event["article"], []).append(template(event))
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
