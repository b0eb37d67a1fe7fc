"""Rulings by hand, in a real browser and by forged requests."""

import shutil
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from trackrecord import Ledger, build
from trackrecord.engine.build import relink
from trackrecord.engine.rebuild import rebuild
from trackrecord.engine.ruling import rule_and_relink, rule_on_a_page
from trackrecord.show.web.ruling import back_to, value_of

EXAMPLE = Path(__file__).parents[3] / "examples" / "doha"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The doha example, whose reports are years old: a ruling made today comes after all of them."""
    path = tmp_path_factory.mktemp("example") / "doha.db"
    build([EXAMPLE], path)
    return path


@pytest.fixture
def own(example, tmp_path):
    """A ledger of one's own to rule on."""
    path = tmp_path / "own.db"
    shutil.copy(example, path)
    return path


def rulings(path):
    with Ledger.open(path, read_only=True) as record:
        return record.standings()


def statuses(path, as_of):
    with Ledger.open(path, read_only=True) as record:
        rows = record.connection.execute(
            "SELECT thread, status, rule, schedule FROM status_change WHERE day <= ?1 AND until > ?1",
            (as_of,),
        )
        return sorted(rows.fetchall())


def test_ten_rulings_by_hand_hold_after_a_rebuild(watched, own, serving):
    page, wrong = watched
    early = statuses(own, "2021-12-31")
    assert early
    with serving(own, rule=rule_and_relink) as address:
        # The first asks for a name, which is remembered.
        page.goto(f"{address}/commitments?order=oldest")
        with page.expect_navigation():
            page.locator("a.go").first.click()
        with page.expect_navigation():
            page.locator(".rulings form button[value=accept]").first.click()
        page.locator("[name=by]").fill("Ada Berg")
        with page.expect_navigation():
            page.get_by_text("Go on").click()
        assert "/commitments/" in page.url
        assert "Ada Berg" in page.content()
        assert page.locator("[name=by]").count() == 0

        # A status with a reason.
        page.locator("#ruling summary").click()
        form = page.locator("#ruling form").first
        form.locator("[name=status]").select_option("superseded")
        form.locator("[name=reason]").fill("a later agreement replaced it")
        with page.expect_navigation():
            form.locator("button").click()
        assert "Set by Ada Berg" in page.locator(".rule").inner_text()

        # A field that was read wrongly.
        details = page.locator("article details").filter(has_text="deadline_last").first
        details.locator("summary").click()
        form = details.locator("form").filter(has=page.locator("[value=correct]"))
        form.locator("[name=field]").select_option("deadline_last")
        form.locator("[name=value]").fill("2021-11-30")
        form.locator("[name=reason]").fill("the report says so further down")
        with page.expect_navigation():
            form.locator("button").click()
        assert "2021-11-30" in page.content()

        # By keys, on the review queue.
        for key in ("a", "a"):
            page.goto(f"{address}/review")
            page.keyboard.press("j")
            with page.expect_navigation():
                page.keyboard.press(key)

        # Items of a report: statements, figures, an event and a date.
        page.goto(f"{address}/reports?order=commitments")
        with page.expect_navigation():
            page.locator("a.go").first.click()
        where = page.url.partition("#")[0]
        for kind, button in (
            ("statement", "accept"),
            ("figure", "reject"),
            ("event", "accept"),
            ("date", "accept"),
        ):
            page.goto(where)
            items = page.locator(f"[id^=i-{kind}-]")
            if items.count() == 0:
                items = page.locator("[id^=i-statement-]").nth(1)
            with page.expect_navigation():
                items.last.locator(f"button[value={button}]").first.click()

        page.goto(f"{address}/rulings")
        assert page.locator("tbody tr").count() >= 9
        # And one of them undone.
        with page.expect_navigation():
            page.locator("tbody tr").filter(has_text="correct").locator("button").click()
    made = rulings(own)
    assert len(made) >= 10
    assert {s.ruling.by for s in made} == {"Ada Berg"}
    assert [s.ruling.kind for s in made if s.state == "undone"] == ["correct"]
    before = [(s.ruling.id, s.state) for s in made]
    rebuild(own)
    assert [(s.ruling.id, s.state) for s in rulings(own)] == before
    # What was so on an earlier day is as it was.
    assert statuses(own, "2021-12-31") == early
    with Ledger.open(own, read_only=True) as record:
        assert "superseded" in {f.value for f in record.findings("status")}
        assert list(record.verify()) == []
    # The page that asks for the name is an answer of 400: nothing was ruled yet.
    assert [w for w in wrong if "400" not in w] == []


def post(address, origin, **fields):
    data = urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(
        f"{address}/rule", data=data, headers={"Origin": origin} if origin else {}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.geturl()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_forged_and_misfit_rulings_leave_no_trace(own, serving):
    with Ledger.open(own, read_only=True) as record:
        thread = next(iter(record.threads())).id
    good = {"kind": "set_status", "subject": thread, "status": "kept", "by": "Ada", "reason": "x"}
    with serving(own, rule=rule_and_relink) as address:
        for origin in ("https://evil.example", "null", None, "http://127.0.0.1:1"):
            assert post(address, origin, **good)[0] == 403
        status, asked = post(address, address, **{**good, "by": "", "reason": "<b>x"})
        assert status == 400
        assert "Your name" in asked
        assert 'name="reason" value="&lt;b&gt;x"' in asked
        assert post(address, address, **{**good, "status": "splendid"})[0] == 400
        assert post(address, address, **{**good, "kind": "explode"})[0] == 400
        assert post(address, address, **{**good, "subject": "T-none"})[0] == 400
        assert rulings(own) == []
        assert post(address, address, **good)[0] == 200
    assert len(rulings(own)) == 1


def test_a_server_that_only_shows_takes_no_ruling(own, serving):
    with serving(own) as address:
        assert post(address, address, kind="accept", subject="x", by="Ada")[0] == 404
        with urllib.request.urlopen(f"{address}/commitments") as answer:
            assert b'action="/rule"' not in answer.read()


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nb", "javascript:x"]
)
def test_one_is_led_back_to_our_own_pages_only(path):
    assert back_to(path) == "/rulings"


def test_one_is_led_back_to_where_one_was():
    assert back_to("/commitments?status=kept&page=2") == "/commitments?status=kept&page=2"


@pytest.mark.parametrize(
    ("kind", "fields", "value"),
    [
        ("correct", {"field": "denied", "value": "true"}, {"field": "denied", "value": True}),
        ("correct", {"field": "by", "value": "Ana Ruiz"}, {"field": "by", "value": "Ana Ruiz"}),
        ("correct", {"field": "to", "value": "null"}, {"field": "to", "value": None}),
        ("correct", {"field": "by", "value": "[1]"}, {"field": "by", "value": "[1]"}),
        ("set_status", {"status": "kept", "with": "T1"}, {"status": "kept"}),
        ("join", {"with": "T1"}, {"with": "T1"}),
        ("accept", {"with": "T1"}, None),
        ("split", {}, None),
    ],
)
def test_what_a_form_says_becomes_a_value(kind, fields, value):
    assert value_of(kind, fields) == value


def test_a_split_says_from_whom():
    assert value_of("split", {}, ["party/a/0-1", "party/b/0-1"]) == {"from": ["party/a/0-1", "party/b/0-1"]}


def test_on_a_large_ledger_rulings_wait_until_somebody_applies_them(watched, own, serving, monkeypatch):
    monkeypatch.setattr("trackrecord.engine.ruling.AT_ONCE", 0)
    page, wrong = watched
    with serving(own, rule=rule_on_a_page, apply=relink) as address:
        page.goto(f"{address}/commitments?undertaking=any")
        assert page.get_by_text("Rulings wait").count() == 0
        where = page.locator("td.main a.go").first.evaluate("a => a.href")
        page.goto(where)
        form = (
            page.locator("article[id^=commitment-] form")
            .filter(has=page.locator("button[value=reject]"))
            .first
        )
        form.locator("button[value=reject]").click()
        page.locator("[name=by]").fill("Ada Berg")
        page.get_by_text("Go on").click()
        page.wait_for_load_state()
        assert page.get_by_text("Rulings wait").count() == 1
        assert page.url == where
        page.get_by_text("Apply them now").click()
        page.wait_for_load_state()
        # Its only mention was rejected, so the thread is no more.
        assert "no commitment has the id" in page.content()
        page.goto(f"{address}/rulings")
        assert page.get_by_text("Rulings wait").count() == 0
        assert page.locator("tbody tr").count() == 1
    assert [w for w in wrong if "404" not in w and "400" not in w] == []
