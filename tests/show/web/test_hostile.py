"""Hostile reports, shown in a real browser: all of it is text, nothing runs, nothing is asked of anybody."""

import json
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from trackrecord import Ledger, build

PAYLOADS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<iframe src=javascript:alert(1)>",
    "<body onload=alert(1)>", "<a href=javascript:alert(1)>x</a>", "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<video><source onerror=alert(1)>", "<math><mtext><script>alert(1)</script>",
    "<style>@import 'http://evil.example/a.css';</style>", "<link rel=stylesheet href=http://evil.example/a.css>",
    "<base href=http://evil.example/>", "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<form action=http://evil.example/><button>x</button></form>", "<object data=http://evil.example/x>",
    "<embed src=http://evil.example/x>", "<template><script>alert(1)</script></template>",
    "'\"><script>alert(1)</script>", "\" onmouseover=alert(1) x=\"", "' onfocus='alert(1)' autofocus='",
    "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "<!--<script>alert(1)//-->", "{{ 7*7 }}",
    "{% include '/etc/passwd' %}", "{{ config.__class__ }}", "${alert(1)}", "#{7*7}", "<%= 7*7 %>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)", "\\u003cscript\\u003ealert(1)", "%3Cscript%3Ealert(1)%3C/script%3E",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)", "//evil.example/x", "https://evil.example/\"onclick=alert(1)", "\u202egpj.exe", "\u2066abc\u2069\u202e",
    "\u200f\u200e\u061cmixed", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m", "=HYPERLINK(\"http://evil.example\")", "+1+1|cmd",
    "-2+3", "@SUM(1)", "\t=1+1", "\ufeff=1", "A" * 5000, "שלום " * 40, "مرحبا بالعالم " * 40, "👩‍👩‍👧‍👦" * 30, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "\u0000nul", "line\u2028sep\u2029par", "../../../../etc/passwd", "a' OR '1'='1", "1; DROP TABLE report",
    "<a href='https://ok.example' onclick='alert(1)'>", "<p style='position:fixed;inset:0;background:red'>cover</p>",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A ledger of reports that carry the payloads in their text, title, publisher and address."""
    folder = tmp_path_factory.mktemp("hostile")
    with (folder / "in.jsonl").open("w", encoding="utf-8") as file:
        for number, payload in enumerate(PAYLOADS):
            text = (
                f"{payload} minister Ana Ruiz {payload} promised to reopen bridge {number} by Friday.\n\n"
                f"“We will not leave {payload},” she told {payload}. At least {number + 2} people were killed, {payload} said."
            )
            row = {
                "text": text,
                "title": payload,
                "publisher": payload,
                "url": payload,
                "published": "2027-03-02",
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        file.write(json.dumps({"text": "Ruiz met Krell on Monday.", "title": "T" * 1_000_000}) + "\n")
    path = folder / "record.db"
    build([folder / "in.jsonl"], path)
    return path


def test_there_are_enough_payloads_and_all_are_in(hostile):
    assert len(set(PAYLOADS)) >= 60
    with Ledger.open(hostile, read_only=True) as record:
        assert record.counts()["report"] >= len(PAYLOADS) - 2


def test_nothing_runs_and_nothing_is_asked(watched, hostile, serving):
    page, wrong = watched
    with serving(hostile) as address:
        page.goto(f"{address}/reports?size=1000")
        reports = page.locator("a.go").evaluate_all("all => all.map(a => a.href)")
        assert len(reports) >= len(PAYLOADS) - 2
        lists = [f"{address}/{n}?size=1000&anonymous=any&undertaking=any" for n in
                 ("parties", "commitments", "occasions", "statements", "figures", "stories")]  # fmt: skip
        page.goto(lists[1])
        threads = page.locator("td.main a.go").evaluate_all("all => all.map(a => a.href)")
        page.goto(lists[0])
        parties = page.locator("a.go").evaluate_all("all => all.map(a => a.href)")
        assert threads
        for where in [*reports, *lists, *threads[:12], *parties[:12], f"{address}/graph", f"{address}/"]:
            page.goto(where)
            hrefs = page.locator("a").evaluate_all(
                "all => all.map(a => new URL(a.href.baseVal ?? a.href, location).protocol)"
            )
            assert set(hrefs) <= {"http:", "https:"}, where
            assert (
                page.locator(
                    "main script, main iframe, main object, main embed, main style, main form[action^=http]"
                ).count()
                == 0
            )
            assert (
                page.evaluate(
                    "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length"
                )
                == 0
            )
    assert wrong == []


@pytest.mark.parametrize("width", [360, 1400])
def test_right_to_left_and_long_words_fit_the_screen(watched, hostile, serving, width):
    page, wrong = watched
    page.set_viewport_size({"width": width, "height": 800})
    with serving(hostile) as address:
        page.goto(f"{address}/reports?size=1000")
        reports = page.locator("a.go").evaluate_all("all => all.map(a => a.href)")
        texts = {where: page.request.get(where + ".json").json()["report"]["text"] for where in reports}
        long = [f"bridge {n} " for n, payload in enumerate(PAYLOADS) if len(payload) >= 80]
        some = sorted(where for where, text in texts.items() if any(words in text for words in long))
        assert len(some) >= 4
        lists = [f"{address}/{n}?size=1000&anonymous=any&undertaking=any" for n in (
            "reports", "parties", "commitments", "occasions", "statements", "stories", "graph", "review")]  # fmt: skip
        page.goto(lists[2])
        threads = page.locator("td.main a.go").evaluate_all("all => all.map(a => a.href)")[:12]
        for where in [address, *lists, *some, *threads]:
            page.goto(where)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, where
        page.goto(next(where for where in some if texts[where].startswith("שלום")))
        # A heading that begins with a right-to-left letter runs from the right, and the page around it does not.
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
        assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    assert wrong == []


def test_hostile_words_in_an_address_are_text(watched, address):
    page, wrong = watched
    for payload in PAYLOADS[:24]:
        asked = quote(payload.encode("utf-8", "replace"))
        page.goto(f"{address}/search?q={asked}")
        page.goto(f"{address}/commitments?q={asked}&status={asked}&by={asked}&as_of={asked}")
        assert page.locator("main script").count() == 0
    assert wrong == []


def test_a_forged_post_from_another_site_is_refused(watched, address, serving, built):
    """A page of another origin sends a form here: the server must refuse it."""
    page, _ = watched
    with serving(built) as other:
        page.goto(f"{other}/help")
        answer = page.evaluate(
            "where => fetch(where + '/rule', {method: 'POST', mode: 'no-cors', body: 'x=1'}).then(() => 'sent', () => 'refused')",
            address,
        )
    # The other page's own policy stops it before it is sent; sent by hand it is refused by the server.
    assert answer == "refused"
    request = urllib.request.Request(
        f"{address}/rule", data=b"x=1", headers={"Origin": "http://evil.example"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    refused.value.close()
    assert refused.value.code == 403
