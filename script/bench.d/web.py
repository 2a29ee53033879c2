"""Times the first byte of every page and API address of a running workbench, and its memory.

web.py ADDRESS PID
"""
import concurrent.futures
import http.client
import json
import sys
import time
import urllib.parse

address, pid = urllib.parse.urlsplit(sys.argv[1].strip()), int(sys.argv[2])


def ask(path, link=None):
    """Status, seconds to the first byte of the answer, its bytes."""
    link = link or http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    started = time.perf_counter()
    link.request("GET", path)
    answer = link.getresponse()
    first = time.perf_counter() - started
    return answer.status, first, answer.read()


def memory():
    """Resident megabytes now and at most."""
    lines = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status") if ":" in line)
    return tuple(int(lines[name].split()[0]) / 1000 for name in ("VmRSS", "VmHWM"))


document = json.loads(ask("/api/v1/openapi.json")[2])
ids = {
    "articles": json.loads(ask("/api/v1/articles?limit=1")[2])["items"][0]["id"],
    "events": json.loads(ask("/api/v1/events?limit=1")[2])["items"][0]["id"],
    "incidents": json.loads(ask("/api/v1/incidents?limit=1")[2])["items"][0]["id"],
    "alerts": json.loads(ask("/api/v1/alerts?limit=1")[2])["items"][0]["alert"]["identifier"],
    "rules": "political-violence.attack",
}


def filled(pattern):
    for name, value in ids.items():
        if f"/{name}/{{" in pattern:
            start = pattern.index(f"/{name}/{{") + len(name) + 2
            end = pattern.index("}", start) + 1
            pattern = pattern[:start] + urllib.parse.quote(value, safe="") + pattern[end:]
    return pattern


targets = []
for pattern, operations in sorted(document["paths"].items()):
    if "get" not in operations or pattern == "/events":
        continue
    needed = [
        (p["name"], p["schema"].get("enum", ["drone*"])[0])
        for p in operations["get"].get("parameters", [])
        if p["in"] == "query" and p["required"]
    ]
    path = filled(pattern)
    if "{" not in path:
        targets.append(path + ("?" + urllib.parse.urlencode(needed) if needed else ""))
targets += ["/api/v1/events?kind=ASSAULT&severity=moderate", "/api/v1/tallies/events?by=day",
            "/api/v1/tallies/events?by=country", "/api/v1/tallies/events?by=rule",
            "/api/v1/events?located=true&limit=500", "/api/v1/search?q=attack+NEAR/8+Kyiv"]
pages = ["/", "/about", "/incidents", "/articles", "/map", "/search", "/search?q=attack", "/rules", "/sources",
         "/policy", "/runs", "/articles/" + urllib.parse.quote(ids["articles"], safe=""),
         "/incidents/" + urllib.parse.quote(ids["incidents"], safe=""), "/rules/" + ids["rules"],
         "/?severity=severe", "/incidents?disputed=true", "/articles?page=100", "/incidents?page=100"]

print(f"at rest: {memory()[0]:.0f} MB")
slow = []
for path in pages + targets:
    cold = ask(path)
    if cold[0] == 404:
        print(f"  not there: {path}")
        continue
    times = sorted(ask(path)[1] for _ in range(9))
    middle, worst = times[4] * 1000, times[-1] * 1000
    mark = "" if middle <= 100 and cold[0] == 200 else "  <-- "
    if mark:
        slow.append(path)
    print(f"  {middle:7.1f} ms  first {cold[1] * 1000:7.1f}  worst {worst:7.1f}  {len(cold[2]) / 1000:8.1f} kB  {cold[0]}  {path}{mark}")
now, most = memory()
print(f"after every address once and nine times: {now:.0f} MB, at most {most:.0f} MB")


def reader(n):
    link = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    return [ask(path, link)[:2] for path in ["/about", "/api/v1/events?limit=50", "/api/v1/incidents?limit=50"] * 3]


started = time.perf_counter()
with concurrent.futures.ThreadPoolExecutor(200) as pool:
    answers = [one for some in pool.map(reader, range(200)) for one in some]
spent = time.perf_counter() - started
times = sorted(seconds for _, seconds in answers)
bad = sum(status != 200 for status, _ in answers)
now, most = memory()
print(f"200 readers at once: {len(answers) / spent:.0f} answers/s, half within {times[len(times) // 2] * 1000:.0f} ms, "
      f"99 % within {times[len(times) * 99 // 100] * 1000:.0f} ms, {bad} not answered; {now:.0f} MB, at most {most:.0f} MB")
sys.exit(1 if slow or bad or most > 300 else 0)
