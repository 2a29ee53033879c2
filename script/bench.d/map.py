"""Frames of the map while it is dragged, zoomed and brushed, in a real browser.

map.py ADDRESS, with Playwright's driver. A frame is what requestAnimationFrame counts; "work" is what the page's own
thread did for each (script, style, layout, painting), which other programs on the machine do not lengthen. Fails where
half of the frames take longer than a thirtieth of a second.
"""
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "Tests" / "Browser"))
from harness import launch  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

address = sys.argv[1].strip().rstrip("/")
COUNT = """() => {
  const seen = window.frameTimes = [];
  let last = performance.now();
  const next = (now) => { seen.push(now - last); last = now; window.frameHandle = requestAnimationFrame(next); };
  window.frameHandle = requestAnimationFrame(next);
}"""
STOP = "() => { cancelAnimationFrame(window.frameHandle); return window.frameTimes.slice(2); }"


def drag(page, box):
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x + 3 * (step if step < 30 else 60 - step), y + step % 7)
    page.mouse.up()


def zoom(page, box):
    page.locator("#map-frame").focus()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
    for step in range(30):
        page.mouse.wheel(0, -100 if step < 15 else 100)
        page.wait_for_timeout(16)


def brush(page, _):
    page.locator("#brush-from").focus()
    most = int(page.locator("#brush-from").get_attribute("max"))
    for step in range(40):
        page.keyboard.press("ArrowRight" if step < min(20, most) else "ArrowLeft")


def main():
    slow = False
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if not browser:
            print("map: no browser here; not measured")
            return 0
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")

        def work():
            found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            return found["TaskDuration"]

        for name, act in [("dragging", drag), ("zooming", zoom), ("brushing", brush)]:
            page.goto(address + "/map?view=world", wait_until="load")
            page.wait_for_timeout(500)
            box = page.locator("#map").bounding_box()
            markers = page.locator("#markers .marker").count()
            page.evaluate(COUNT)
            before = work()
            act(page, box)
            busy = work() - before
            frames = sorted(page.evaluate(STOP))
            middle = statistics.median(frames)
            late = frames[int(len(frames) * 0.95)]
            print(f"map, {name}: {len(frames)} frames, half within {middle:.0f} ms, 95 of 100 within {late:.0f} ms, "
                  f"work {1000 * busy / len(frames):.1f} ms a frame; {markers} markers")
            slow = slow or middle > 34
        browser.close()
    return 1 if slow else 0


sys.exit(main())
