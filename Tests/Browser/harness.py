"""A workbench in a real browser: starts `tocsin serve` over a copy of a workspace, opens pages, looks them over.

A module in cases/ has PAGES and cases:

    from harness import case, Page
    PAGES = [Page("rules", "/rules")]

    @case
    def a_saved_rule_is_on_disk(t):
        "a saved rule is on disk"
        t.open("/rules/drones.x")
        t.page.click("text=Save")
        t.expect(t.page.locator(".notice"), "saved")

Every page of PAGES is opened at both widths, light and dark, and looked over by checks.js; every case has a fresh
window of 1280 by 900. Errors on the console, violations of the content policy and failed requests fail whatever
made them.
"""
import contextlib, os, pathlib, re, shutil, signal, sqlite3, subprocess, sys, tempfile, time, urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WIDTHS = {1280: 900, 390: 844}
CHECKS = (pathlib.Path(__file__).parent / "checks.js").read_text()
CASES = []


class Page:
    """One page to look over. `path` may be a function of the site, for what the store decides."""

    def __init__(self, name, path, picture=True, status=200, dark=False):
        self.name, self.path, self.picture, self.status, self.dark = name, path, picture, status, dark


def case(function):
    CASES.append(function)
    return function


class Site:
    """A copy of a workspace, its store, and a server over it."""

    def __init__(self, program, workspace="moscow-drones"):
        self.program = str(program)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tocsin-browser-"))
        # The rules are written to by reviews: they are copied as well.
        for name in ["Plugins", f"workspaces/{workspace}"]:
            shutil.copytree(ROOT / name, self.folder / name, ignore=shutil.ignore_patterns(".tocsin"))
        self.workspace = self.folder / "workspaces" / workspace
        self.environment = dict(os.environ, TOCSIN_PLUGINS=str(self.folder / "Plugins"), TZ="UTC")
        self.server = None

    def tocsin(self, *arguments, codes=(0,)):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True)
        if done.returncode not in codes:
            raise RuntimeError(f"tocsin {' '.join(arguments)} gave {done.returncode}: {done.stderr or done.stdout}")
        return done.stdout

    def run(self):
        return self.tocsin("run", str(self.workspace))

    def write(self, name, text):
        (self.workspace / "articles" / name).write_text(text, encoding="utf-8")

    def serve(self, *options):
        """A server and its address."""
        server = subprocess.Popen(
            [self.program, "serve", str(self.workspace), "--port", "0", "--as", "tester", *options],
            cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = server.stdout.readline()
        found = re.search(r"http://\S+?(?=/?\s|$)", line)
        if not found:
            self.log.seek(0)
            raise RuntimeError("the server did not start: " + line + self.log.read())
        return server, found.group(0).rstrip("/")

    def start(self, *options):
        self.log = open(self.folder / "serve.log", "w+")
        self.server, self.address = self.serve(*options)

    @contextlib.contextmanager
    def beside(self, *options):
        """The address of one more server over the same workspace, while it is in use."""
        server, address = self.serve(*options)
        try:
            yield address
        finally:
            end(server)

    def stop(self):
        if self.server:
            end(self.server)
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, question, *values):
        """Rows of the store."""
        with contextlib.closing(sqlite3.connect(f"file:{self.workspace}/.tocsin/store.sqlite?mode=ro", uri=True)) as db:
            return db.execute(question, values).fetchall()

    def one(self, question, *values):
        rows = self.ask(question, *values)
        if not rows:
            raise RuntimeError("the store has no answer to: " + question)
        return rows[0][0]

    def path(self, place, name):
        return f"{place}/{urllib.parse.quote(str(name), safe='')}"


def end(server):
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


class Window:
    """A browser window on the site that remembers what went wrong in it."""

    def __init__(self, browser, site, width=1280, theme="light", scripts=True):
        self.site = site
        self.context = browser.new_context(
            viewport={"width": width, "height": WIDTHS.get(width, 900)}, color_scheme=theme,
            java_script_enabled=scripts, reduced_motion="reduce", base_url=site.address)
        self.context.set_default_timeout(30000)
        self.page = self.context.new_page()
        self.trouble = []
        self.allowed = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        self.page.on("response", self._response)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _console(self, message):
        if message.type in ("error", "warning") and not any(word in message.text for word in self.allowed):
            self.trouble.append(f"console: {message.text}")

    def _response(self, response):
        if response.status >= 400 and not any(word in response.url for word in self.allowed):
            self.trouble.append(f"{response.status} {response.url}")

    def allow(self, *words):
        """Trouble with one of these words is meant to be: a page that must refuse."""
        self.allowed += words

    def open(self, path, status=200):
        if status >= 400:
            self.allow("Failed to load resource", path.split("?")[0])
        answer = self.page.goto(path, wait_until="load")
        if answer and answer.status != status:
            raise AssertionError(f"{path} gave {answer.status}, expected {status}: " + self.page.inner_text("main")[:300])
        return self

    def faults(self):
        return self.page.evaluate(CHECKS)

    def check(self):
        """Fails on anything checks.js finds."""
        # After a click the words may be there before the styles are.
        self.page.wait_for_load_state("load")
        found = self.faults()
        if found:
            raise AssertionError("; ".join(found[:12]))

    # Long: a loaded machine answers late, and only what fails waits to the end.
    def expect(self, locator, text, timeout=30):
        """Waits until the text is there."""
        end = time.time() + timeout
        seen = ""
        while time.time() < end:
            if locator.count():
                seen = " ".join(locator.first.inner_text().split())
                if text.lower() in seen.lower():
                    return seen
            self.page.wait_for_timeout(50)
        raise AssertionError(f"expected \"{text}\", found \"{seen}\"")

    def wait(self, what, condition, timeout=30):
        end = time.time() + timeout
        while time.time() < end:
            if condition():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("waited in vain for " + what)

    def focus_order(self, most=80):
        """Tabs through the page: each stop is in sight, has a ring, and comes after the one before."""
        self.page.evaluate("document.activeElement && document.activeElement.blur(); scrollTo(0, 0)")
        last, stops = -1, 0
        for _ in range(most):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate("""() => {
                const el = document.activeElement;
                if (!el || el === document.body) return null;
                const style = getComputedStyle(el);
                const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
                const own = el.matches(".marker, input[type=range]");
                const box = el.getBoundingClientRect();
                const all = [...document.querySelectorAll("*")];
                return {at: all.indexOf(el), ring: ring || own, shown: box.width > 0 && box.height > 0,
                        name: el.outerHTML.slice(0, 120)};
            }""")
            if not found:
                break
            if not found["shown"] and "marker" not in found["name"]:
                raise AssertionError("the focus is on something unseen: " + found["name"])
            if not found["ring"]:
                raise AssertionError("no ring around what has the focus: " + found["name"])
            if found["at"] <= last:
                break
            last, stops = found["at"], stops + 1
        if stops < 5:
            raise AssertionError(f"only {stops} stops for the Tab key")

    def close(self):
        self.context.close()


def launch(playwright):
    path = next((p for p in map(shutil.which, ["chromium", "chromium-browser", "google-chrome"]) if p), None)
    if not path:
        return None
    return playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])


def prepared_site(program):
    """The demonstration, with one article edited since it was first read."""
    site = Site(program)
    site.run()
    first = site.workspace / "articles" / "01-first-report.txt"
    text = first.read_text(encoding="utf-8")
    edited = re.sub(r"\bthree others\b", "four others", text, count=1)
    if edited == text:
        edited = text.rstrip() + "\nThis report was updated with further details.\n"
    first.write_text(edited, encoding="utf-8")
    site.run()
    return site
