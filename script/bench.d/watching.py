"""Readers of a running workbench while `tocsin watch` writes into its store.

watching.py ADDRESS FOLDER READERS FILES: writes so many articles into a folder that a watch follows, a few at a time,
and reads pages and the API by so many readers until the watch has taken them all. Fails where a reader is not answered,
or the articles are not all there in the end.
"""
import http.client
import json
import pathlib
import sys
import threading
import time
import urllib.parse

address, folder = urllib.parse.urlsplit(sys.argv[1].strip()), pathlib.Path(sys.argv[2])
readers, files = int(sys.argv[3]), int(sys.argv[4])
PATHS = ["/", "/incidents", "/articles", "/map", "/api/v1/events?limit=50", "/api/v1/alerts?limit=20",
         "/api/v1/incidents?limit=50", "/search?q=hypersonic", "/api/v1/workspace", "/sources", "/runs", "/policy"]
PATIENCE = 300
done = threading.Event()
lock = threading.Lock()
times, faults = [], []


def ask(link, path):
    started = time.perf_counter()
    link.request("GET", path)
    answer = link.getresponse()
    body = answer.read()
    return answer.status, time.perf_counter() - started, body


def connect():
    return http.client.HTTPConnection(address.hostname, address.port, timeout=120)


def read(number):
    link, turn = connect(), number
    # Each reads every kind of page at least once.
    while not done.is_set() or turn < number + len(PATHS):
        path = PATHS[turn % len(PATHS)]
        turn += 1
        try:
            status, spent, _ = ask(link, path)
            with lock:
                times.append(spent)
                if status != 200:
                    faults.append(f"{path}: {status}")
        except (OSError, http.client.HTTPException) as error:
            with lock:
                faults.append(f"{path}: {error!r}")
            link.close()
            link = connect()


def known():
    """How many of the articles written here the store has: others come in meanwhile."""
    link, found, after = connect(), 0, ""
    while True:
        page = json.loads(ask(link, "/api/v1/articles?limit=500" + after)[2])
        found += sum(item["id"].startswith("watched-") for item in page["items"])
        if "next" not in page:
            return found
        after = "&after=" + urllib.parse.quote(page["next"])


threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
began = time.perf_counter()
for thread in threads:
    thread.start()
for number in range(files):
    words = " ".join(f"word{number * 40 + n}" for n in range(40))
    body = f"KYIV - A missile strike killed {number % 9 + 2} people in Kyiv on Tuesday, police said. A hypersonic glider: {words}."
    partial = folder / f".new-{number}.json.part"
    partial.write_text(json.dumps({
        "id": f"watched-{time.time_ns()}-{number}", "title": f"Report {number}", "body": body, "source": f"Outlet {number % 7}",
        "language": "en", "published": f"2025-03-{number % 27 + 1:02}T10:00:00Z"}))
    partial.rename(folder / f"new-{number}.json")
    if number % 10 == 9:
        time.sleep(0.2)
end = time.monotonic() + PATIENCE
while known() < files and time.monotonic() < end:
    time.sleep(0.5)
done.set()
for thread in threads:
    thread.join()
spent, found = time.perf_counter() - began, known()
times.sort()
print(f"{readers} readers while a watch took {found} of {files} articles: {len(times) / spent:.0f} answers/s, "
      f"half within {times[len(times) // 2] * 1000:.0f} ms, 99 % within {times[len(times) * 99 // 100] * 1000:.0f} ms, "
      f"{len(faults)} not answered")
for fault in faults[:5]:
    print("  " + fault)
sys.exit(1 if faults or found != files else 0)
