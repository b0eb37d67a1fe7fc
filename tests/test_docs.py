"""The documentation keeps step with the code: nouns, fields, words, tables and links."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import pytest

from trackrecord import types
from trackrecord.weigh.rules import RULES

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))
LINKING = [
    *PAGES,
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "examples").glob("*/README.md")),
]

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# A section that is headed by the name of a type, up to the next heading.
_SECTION = re.compile(r"^## `(\w+)`\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
# The first cell of a table's row.
_FIRST_CELL = re.compile(r"^\|([^|]*)\|", re.MULTILINE)
_CODE = re.compile(r"`(\w+)`")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def fields_of(noun: type) -> set[str]:
    """The fields of a dataclass or named tuple."""
    return set(getattr(noun, "_fields", None) or noun.__dataclass_fields__)  # type: ignore[attr-defined]


NOUNS = {
    name: thing
    for name, thing in vars(types).items()
    if isinstance(thing, type) and thing.__module__ == types.__name__
}
SECTIONS = {name: body for page in PAGES for name, body in _SECTION.findall(page.read_text(encoding="utf-8"))}
# Sets of words that a field can hold, as the types spell them out.
WORDS = {
    name: typing.get_args(thing)
    for name, thing in vars(types).items()
    if typing.get_origin(thing) is typing.Literal
}


def anchor(heading: str) -> str:
    """The fragment by which a heading is linked to, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether a relative link of *page* leads to a file of the project and, if it names one, a heading in it."""
    path, _, fragment = target.partition("#")
    file = (page.parent / path) if path else page
    if not file.exists() or not file.resolve().is_relative_to(ROOT.resolve()):
        return False
    return not fragment or fragment in map(anchor, _HEADING.findall(file.read_text(encoding="utf-8")))


def broken_links(page: Path, text: str) -> list[str]:
    """The relative links of a page that lead nowhere."""
    relative = (target for target in _LINK.findall(_FENCE.sub("", text)) if not re.match(r"[a-z]+:", target))
    return [target for target in relative if not leads_somewhere(page, target)]


def test_the_types_hold_nouns_and_words() -> None:
    assert {"Report", "Span", "Party", "Commitment", "Finding"} <= NOUNS.keys()
    assert {"CommitmentKind", "Status", "EventType"} <= WORDS.keys()


@pytest.mark.parametrize("name", sorted(NOUNS))
def test_every_noun_has_a_section_that_names_exactly_its_fields(name: str) -> None:
    assert name in SECTIONS, f"no page in docs/ has a section headed by `{name}`"
    named = {field for cell in _FIRST_CELL.findall(SECTIONS[name]) for field in _CODE.findall(cell)}
    assert named == fields_of(NOUNS[name])


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_word_that_a_field_can_hold_is_explained(name: str) -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [word for word in WORDS[name] if f"`{word}`" not in pages] == []


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_resolves(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    # The picture is made from a built record and may not have been made yet.
    assert [link for link in broken_links(page, text) if link != "docs/picture.svg"] == []


def test_a_broken_link_would_be_found() -> None:
    page = ROOT / "docs" / "index.md"
    text = "[a](span.md) [b](none.md) [c](span.md#ref) [d](span.md#none) [e](https://example.org/) [f](../../etc)"
    assert broken_links(page, text) == ["none.md", "span.md#none", "../../etc"]


def test_every_page_can_be_reached_from_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {target.partition("#")[0] for target in _LINK.findall(index.read_text(encoding="utf-8"))}
    assert {page.name for page in PAGES} - linked == {"index.md"}


def test_every_table_of_the_ledger_is_named_on_its_page() -> None:
    page = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    schema = "\n".join(
        file.read_text(encoding="utf-8")
        for file in sorted((ROOT / "src" / "trackrecord" / "ledger" / "migrations").glob("*.sql"))
    )
    tables = re.findall(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", schema, re.MULTILINE)
    assert "span" in tables
    assert [table for table in tables if f"`{table}`" not in page] == []


def test_every_rule_of_a_status_is_on_the_page_of_findings_in_order() -> None:
    page = (ROOT / "docs" / "finding.md").read_text(encoding="utf-8")
    section = page.partition("## Rules of a status")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", section, re.MULTILINE)
    assert rows == [(rule.name, rule.status) for rule in RULES]


_READS = [
    pytest.param(block, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.M | re.S))
    if "trackrecord.read(" in block
]


@pytest.mark.parametrize("block", _READS)
def test_the_examples_that_read_a_text_find_what_they_print(
    block: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(block, "docs", "exec"), {})
    assert "reopen the bridge" in capsys.readouterr().out


def test_there_are_examples_that_read_a_text() -> None:
    assert len(_READS) >= 2


def test_the_readme_says_how_to_begin() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("make demo") < readme.index("make test") < readme.index("trackrecord build")
    assert "docs/picture.svg" in readme


@pytest.mark.parametrize("path", ["README.md", "CHANGELOG.md", "SECURITY.md"])
def test_the_texts_of_the_project_speak_of_no_place_on_one_machine(path: str) -> None:
    pages = [ROOT / path, *PAGES]
    assert [page.name for page in pages if re.search(r"/(?:work|home|tmp)/", page.read_text("utf-8"))] == []
