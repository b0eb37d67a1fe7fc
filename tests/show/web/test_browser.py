"""A real browser walks the pages: nothing is wrong, nothing leaves the machine, and no mouse and no script is needed."""

import pytest

WALK = (
    "/", "/commitments", "/parties", "/occasions", "/statements", "/figures", "/stories", "/reports", "/graph", "/days",
    "/search?q=bridge", "/help", "/commitments?as_of=2027-03-03", "/none",
)  # fmt: skip
THINGS = ("commitments", "parties", "occasions", "stories", "reports")


def addresses(page, address):
    """One page of each kind."""
    some = [address + path for path in WALK]
    for name in THINGS:
        page.goto(f"{address}/{name}")
        some.append(page.locator("a.go").first.evaluate("a => a.href"))
    return some


def serious(page):
    """What axe finds that is serious or worse."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_sound_and_accessible(watched, address, scheme):
    page, wrong = watched
    page.emulate_media(color_scheme=scheme)
    for where in addresses(page, address):
        page.goto(where)
        assert serious(page) == [], where
    assert [w for w in wrong if "404" not in w] == []


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_pages_fit_the_screen(watched, address, width):
    page, _ = watched
    page.set_viewport_size({"width": width, "height": 800})
    for where in addresses(page, address):
        page.goto(where)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, where


def test_without_scripts_everything_is_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/")
    page.fill("#q", "bridge")
    page.click(".find button")
    page.locator("a.go").first.click()
    assert page.locator("h1").count() == 1
    page.goto(f"{address}/commitments")
    page.locator(".filters summary").click()
    page.select_option("#f-kind", "promise")
    page.click(".filters button")
    assert "kind=promise" in page.url
    page.fill("#as_of", "2027-03-03")
    page.click(".asof button")
    assert "as_of=2027-03-03" in page.url
    assert "kind=promise" in page.url
    page.locator("a.go").first.click()
    assert "as_of=2027-03-03" in page.url
    page.locator(".cite summary").first.click()
    assert "Fjord Wire" in page.locator(".cite textarea").first.input_value()
    context.close()


def test_by_keys_alone(watched, address):
    page, wrong = watched
    page.goto(f"{address}/commitments")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=bridge*")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("[data-row].current").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/search" not in url)
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    assert wrong == []


def test_a_citation_is_copied_by_button_and_by_key(browser, address):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/statements")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator("button.copy", has_text="Copied").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".cite textarea").first.input_value()
    assert copied.startswith("“")
    context.close()


def test_a_permalink_points_the_span_out(watched, address):
    page, _ = watched
    page.goto(f"{address}/statements")
    words = page.locator("a.go").first.inner_text()
    page.locator("a.go").first.click()
    page.wait_for_load_state()
    shown = "".join(page.locator(".sought").all_text_contents())
    assert shown.split()[:3] == words.split()[:3]
    assert page.locator(".sought").first.is_visible()


def test_overlapping_marks_each_have_their_own_line(watched, address):
    page, _ = watched
    page.goto(f"{address}/reports?order=commitments")
    page.locator("a.go").first.click()
    page.wait_for_load_state()
    inner = page.locator(".text .m .m").first
    styles = inner.evaluate(
        "e => [e, e.parentElement].map(x => { const s = getComputedStyle(x);"
        " return [s.textDecorationLine, s.textDecorationStyle, s.textUnderlineOffset, s.outlineStyle].join(' ') })"
    )
    assert styles[0] != styles[1]


def test_a_page_on_paper_shows_no_controls(watched, address):
    page, _ = watched
    page.goto(f"{address}/commitments")
    page.emulate_media(media="print")
    for hidden in (".top", ".asof", ".filters", ".turn"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("table.rows").first.is_visible()
