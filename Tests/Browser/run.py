"""Runs the browser tests: run.py PROGRAM [--only WORD] [--pictures FOLDER]. See harness.py."""
import argparse, importlib, pathlib, sys, time, traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import harness  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402


def modules():
    return [importlib.import_module(f"cases.{path.stem}") for path in sorted((HERE / "cases").glob("*.py"))]


def look_over(browser, site, page, widths, themes):
    """A page at every width in every theme. Gives one line a fault."""
    path = page.path(site) if callable(page.path) else page.path
    window = harness.Window(browser, site, width=widths[0], theme=themes[0])
    try:
        window.open(path, status=page.status)
        for width in widths:
            # One loading for all: pages have to bear being resized anyhow.
            window.page.set_viewport_size({"width": width, "height": harness.WIDTHS[width]})
            for theme in themes:
                window.page.emulate_media(color_scheme=theme)
                window.page.wait_for_timeout(60)
                for fault in window.faults():
                    yield f"{width} {theme}: {fault}"
            if width == widths[0]:
                try:
                    window.focus_order()
                except AssertionError as error:
                    yield f"focus: {error}"
        yield from window.trouble
    finally:
        window.close()


def pictures(browser, site, pages, folder):
    """Each page at both widths, as small palette PNGs; some in dark colours too."""
    from PIL import Image
    import io
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        if not page.picture:
            continue
        path = page.path(site) if callable(page.path) else page.path
        looks = [(1280, "light"), (390, "light")] + ([(1280, "dark")] if page.dark else [])
        for width, theme in looks:
            window = harness.Window(browser, site, width=width, theme=theme)
            window.open(path, status=page.status)
            window.page.wait_for_timeout(200)
            shot = window.page.screenshot(full_page=False)
            window.close()
            image = Image.open(io.BytesIO(shot)).convert("RGB").quantize(
                256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            name = f"{page.name}-{width}" + ("-dark" if theme == "dark" else "")
            image.save(folder / f"{name}.png", optimize=True)
            print(f"{name}.png: {(folder / f'{name}.png').stat().st_size // 1000} kB", flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--only", default="", help="pages and cases with this word")
    options.add_argument("--pictures", help="takes pictures into this folder instead of testing")
    given = options.parse_args()
    found = modules()
    pages = [page for module in found for page in getattr(module, "PAGES", []) if given.only in page.name]
    cases = [one for one in harness.CASES if given.only in one.__name__ or given.only in (one.__doc__ or "")]
    began, failures, count = time.time(), 0, 0
    site = harness.prepared_site(given.program)
    try:
        site.start()
        with sync_playwright() as playwright:
            browser = harness.launch(playwright)
            if given.pictures:
                pictures(browser, site, pages, pathlib.Path(given.pictures))
                return 0
            for page in pages:
                count += 1
                faults = []
                try:
                    faults = list(look_over(browser, site, page, list(harness.WIDTHS), ["light", "dark"]))
                except Exception as error:  # noqa: BLE001
                    faults = [str(error).split("\n")[0] if isinstance(error, AssertionError) else traceback.format_exc(limit=2)]
                failures += bool(faults)
                print(f"{'✘' if faults else '✔'} the page {page.name}", flush=True)
                for fault in list(dict.fromkeys(faults))[:20]:
                    print("    " + fault)
            for one in cases:
                count += 1
                window = harness.Window(browser, site)
                try:
                    one(window)
                    trouble = window.trouble
                except Exception as error:  # noqa: BLE001
                    trouble = window.trouble + [
                        str(error)[:600] if isinstance(error, AssertionError) else traceback.format_exc(limit=3)]
                finally:
                    window.close()
                failures += bool(trouble)
                print(f"{'✘' if trouble else '✔'} {(one.__doc__ or one.__name__).strip()}", flush=True)
                for line in trouble[:10]:
                    print("    " + line)
            browser.close()
        site.log.flush()
        noise = [line for line in (site.folder / "serve.log").read_text().splitlines() if line.strip()]
        if noise:
            failures += 1
            print("✘ the server has nothing to say of faults\n    " + "\n    ".join(noise[:10]))
    finally:
        site.stop()
    print(f"{count} browser tests, {failures} failed, {time.time() - began:.0f} s")
    return 1 if failures else 0


sys.exit(main())
