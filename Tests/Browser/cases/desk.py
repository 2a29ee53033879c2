"""Rules and their editor, search, sources, policy, runs."""
from harness import Page, Window, case

RULE = "political-violence.drone-attack"
EDIT = f"/rules/{RULE}/edit"

PAGES = [
    Page("rules", "/rules"),
    Page("rules-empty", "/rules?q=nothingofthekind", picture=False),
    Page("rule", f"/rules/{RULE}"),
    Page("rule-alert", "/rules/political-violence.alert-deadly-attack", picture=False),
    Page("rule-watchlist", "/rules/weapons-watch.oreshnik", picture=False),
    Page("rule-cost", f"/rules/{RULE}/profile", picture=False),
    Page("rule-editor", EDIT),
    Page("rule-new", "/rules/new", picture=False),
    Page("rule-missing", "/rules/no.such", picture=False, status=404),
    Page("search", "/search?q=drone*+NEAR/8+Moscow"),
    Page("search-start", "/search", picture=False),
    Page("search-wrong", "/search?q=drone+AND+%28", picture=False),
    Page("search-none", "/search?q=zeppelin", picture=False),
    Page("sources", "/sources"),
    Page("policy", "/policy?severity=severe&rule=political-violence.alert-deadly-attack"),
    Page("policy-plain", "/policy", picture=False),
    Page("runs", "/runs"),
]


def rule_file(t, rule=RULE):
    plugin, name = rule.split(".")
    return t.site.folder / "Plugins" / plugin / "rules" / f"{name}.lua"


def editor(t):
    return t.page.get_by_label("The rule", exact=True)


@case
def a_mistake_is_told_at_its_line_as_it_is_typed(t):
    "a mistake is told at its line as it is typed, and undo takes it back"
    t.open(EDIT)
    before = editor(t).input_value()
    t.expect(t.page.locator("#findings"), "examples hold")
    editor(t).click()
    t.page.keyboard.press("Control+Home")
    # What cannot be read cannot be tried either, and is refused.
    t.allow("Failed to load resource", "/try", "/effect")
    t.page.keyboard.type("oops ")
    t.expect(t.page.locator("#findings"), "line 3")
    t.expect(t.page.locator("#findings .verdict.bad"), "gives no rule")
    assert t.page.locator(".code-gutter .error").count() >= 1
    # A browser may take back what was typed in several steps.
    for _ in range(8):
        if editor(t).input_value() != before:
            t.page.keyboard.press("Control+z")
            t.page.wait_for_timeout(50)
    assert editor(t).input_value() == before, editor(t).input_value()[:60]
    t.expect(t.page.locator("#findings"), "examples hold")


@case
def tab_indents_and_escape_lets_it_go(t):
    "Tab indents, Escape and Tab leave the editor"
    t.open(EDIT)
    editor(t).click()
    t.page.keyboard.press("Control+Home")
    t.page.keyboard.press("Tab")
    assert editor(t).input_value().startswith("  ---"), editor(t).input_value()[:20]
    t.page.keyboard.press("Control+z")
    t.page.keyboard.press("Escape")
    t.page.keyboard.press("Tab")
    assert t.page.evaluate("document.activeElement.id") != "text"


@case
def the_effect_names_what_is_lost(t):
    "the effect of a change names the sentences that are lost"
    t.open(EDIT)
    text = editor(t).input_value()
    editor(t).fill(text.replace("@drones [and", "@missiles [and").replace("{trigger: @hits}", "{trigger: @launches}"))
    t.page.get_by_role("button", name="Effect on the last 500 articles").click()
    t.expect(t.page.locator("#effect"), "lost")
    assert t.page.locator("#effect .changes mark").count() > 0
    t.check()


@case
def a_near_miss_is_explained(t):
    "on an article without a match the editor says how near it came"
    t.open(EDIT)
    editor(t).fill(
        'return tocsin.watchlist {\n  title = "x",\n  words = { "drome" },\n  examples = { match [[A {{word|drome}}.]] },\n}\n')
    t.expect(t.page.locator("#trial"), "It does not match")
    t.expect(t.page.locator("#trial .answer"), "drome")


@case
def saving_wants_the_examples(t):
    "a rule whose examples fail is not saved; one whose hold is, and the file changes"
    t.allow("422", "/save")
    t.open(EDIT)
    file = rule_file(t)
    before = file.read_text()
    editor(t).fill(before.replace("Two men died in an overnight", "A man slept in an overnight").replace("drone strike}}", "drone}} strike"))
    t.page.get_by_role("button", name="Save", exact=True).click()
    t.expect(t.page.locator(".notice-bad"), "Not saved")
    assert file.read_text() == before
    editor(t).fill("--- Written in the browser.\n" + before)
    t.page.get_by_role("button", name="Save", exact=True).click()
    t.expect(t.page.locator(".notice-good"), "Saved")
    assert file.read_text() == "--- Written in the browser.\n" + before
    file.write_text(before)


@case
def a_change_from_outside_is_noticed(t):
    "a change from outside is noticed, both texts are shown, and saving over it is asked for"
    t.allow("409", "/save")
    rule = "threats.warning"
    file = rule_file(t, rule)
    before = file.read_text()
    t.open(f"/rules/{rule}/edit")
    t.page.locator("#findings .verdict.good").wait_for()
    theirs = "-- from outside\n" + before
    file.write_text(theirs)
    t.page.locator("#outside").wait_for(state="visible")
    mine = "-- from the browser\n" + before
    editor(t).fill(mine)
    t.page.get_by_role("button", name="Save", exact=True).click()
    t.expect(t.page.locator(".difference"), "from outside")
    t.check()
    assert file.read_text() == theirs
    t.page.get_by_role("button", name="Save my text over it").click()
    t.expect(t.page.locator(".notice-good"), "Saved")
    assert file.read_text() == mine
    file.write_text(before)


@case
def the_editor_works_without_scripts(t):
    "the editor checks, tries and saves without scripts"
    plain = Window(t.context.browser, t.site, scripts=False)
    try:
        rule = "threats.warning"
        file = rule_file(t, rule)
        before = file.read_text()
        plain.open(f"/rules/{rule}/edit")
        area = plain.page.get_by_label("The rule", exact=True)
        area.fill(before.replace("return tocsin", "return tocsim"))
        plain.page.get_by_role("button", name="Check and try").click()
        plain.expect(plain.page.locator("#findings"), "gives no rule")
        plain.page.get_by_label("The rule", exact=True).fill("-- plain\n" + before)
        plain.page.get_by_role("button", name="Effect on the last 500 articles").click()
        plain.expect(plain.page.locator("#effect"), "Nothing changes")
        plain.page.get_by_role("button", name="Save", exact=True).click()
        plain.expect(plain.page.locator(".notice-good"), "Saved")
        assert file.read_text() == "-- plain\n" + before
        assert not plain.trouble, plain.trouble
        file.write_text(before)
    finally:
        plain.close()


@case
def a_new_rule_from_the_form(t):
    "a new rule is written from the form and passes"
    t.allow("422", "/rules/new")
    t.open("/rules/new")
    t.page.get_by_label("Name of the file").fill("moon")
    t.page.get_by_label("Words, one a line").fill("drone~")
    t.page.get_by_label("Sentences it should find").fill("The moon was full.")
    t.page.get_by_role("button", name="Write the rule").click()
    t.expect(t.page.locator(".notice-bad"), "would not find anything")
    t.page.get_by_label("Sentences it should find").fill("A drone flew over the hill.")
    t.page.get_by_role("button", name="Write the rule").click()
    t.expect(t.page.locator("#findings"), "examples hold")
    file = t.site.workspace / "rules" / "moon.lua"
    assert "{{word|drone}}" in file.read_text()
    file.unlink()


@case
def a_search_becomes_a_watchlist(t):
    "a search becomes a watchlist in one step"
    t.open("/search")
    t.page.get_by_label("Query, in the language of watchlists").fill('drone* NEAR/8 Moscow')
    t.page.get_by_role("button", name="Search", exact=True).click()
    t.expect(t.page.locator(".found mark"), "drone")
    t.page.get_by_text("Save as a watchlist").click()
    t.page.get_by_label("Name of the rule").fill("drones-near-moscow")
    t.page.get_by_role("button", name="Save the watchlist").click()
    t.expect(t.page.locator("#findings"), "examples hold")
    file = t.site.workspace / "rules" / "drones-near-moscow.lua"
    assert "query = [[drone* NEAR/8 Moscow]]" in file.read_text()
    file.unlink()


@case
def a_silence_covers_what_is_asked(t):
    "a silence is added, covers the alert that is asked about, and is ended"
    t.open("/policy")
    t.page.get_by_text("Add a silence").click()
    t.page.get_by_label("What is muted").fill('rule=weapons-watch.oreshnik "area=Moscow"')
    t.page.get_by_label("Why").fill("a drill")
    t.page.get_by_role("button", name="Silence", exact=True).click()
    t.expect(t.page.locator(".notice-good"), "holds from now on")
    t.page.get_by_label("Rule", exact=True).fill("weapons-watch.oreshnik")
    t.page.get_by_label("Places, between commas").fill("Moscow")
    t.page.locator("form", has=t.page.get_by_label("Places, between commas")).get_by_role("button", name="Ask").click()
    t.expect(t.page.locator("main"), "silenced by tester")
    t.check()
    t.page.get_by_role("button", name="End the silence").click()
    t.expect(t.page.locator("main"), "No silence holds")
