"""The documentation keeps step with the code: nouns, fields, words, tables and links."""

from __future__ import annotations

import inspect
import re
import shlex
import typing
from pathlib import Path

import click
import pytest

from trackrecord import Ledger, errors, types
from trackrecord.cli import cli
from trackrecord.engine.build import Build
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
    assert broken_links(page, text) == []


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


def section(page: str, heading: str) -> str:
    """The part of a page under a heading of the second level."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def parameters_of(name: str) -> list[click.Parameter]:
    """The arguments and options of a command, without ``--help``."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return command.params


COMMANDS = cli.list_commands(click.Context(cli))


def test_the_command_line_has_commands() -> None:
    assert {"build", "report", "read", "verify", "export"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_of_a_command_is_in_its_section_and_usage(name: str) -> None:
    body, page = section("command-line.md", name), (ROOT / "docs" / "command-line.md").read_text("utf-8")
    usage = next(line for line in page.splitlines() if line.startswith(f"trackrecord {name} "))
    missing = []
    for parameter in parameters_of(name):
        # An argument is named by what stands for it in the usage line, an option by itself.
        words = (
            parameter.opts
            if isinstance(parameter, click.Option)
            else [parameter.make_metavar(click.Context(cli))]
        )
        missing += [word for word in words if f"`{word}" not in body or word not in usage]
    assert missing == []


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_is_said_to_have_an_option_that_it_has_not(name: str) -> None:
    known = {word for parameter in parameters_of(name) for word in parameter.opts}
    rows = [cell for cell in _FIRST_CELL.findall(section("command-line.md", name)) if "`--" in cell]
    assert {word for cell in rows for word in re.findall(r"--[a-z-]+", cell)} <= known


def commands_in(text: str) -> list[str]:
    """The command lines in the code of a page, without comments; not the usage lines, which hold brackets."""
    lines = (
        line.partition("  #")[0].strip() for block in _FENCE.findall(text) for line in block.splitlines()
    )
    return [line for line in lines if line.startswith("trackrecord ") and not set("[<") & set(line)]


SHOWN = sorted(
    {line for page in (*PAGES, ROOT / "README.md") for line in commands_in(page.read_text(encoding="utf-8"))}
)


def understood(line: str) -> bool:
    """Whether the command line takes a line: the command is there, and all its words and options have a place."""
    _, name, *words = shlex.split(line)
    command = cli.get_command(click.Context(cli), name)
    if command is None:
        return False
    try:
        _, left, _ = command.make_parser(click.Context(command)).parse_args(words)
    except click.UsageError:
        return False
    return not left


@pytest.mark.parametrize("line", SHOWN)
def test_every_command_that_is_shown_is_understood(line: str) -> None:
    assert understood(line)


def test_a_command_that_is_not_understood_would_be_noticed() -> None:
    assert len(SHOWN) > 20
    assert not understood("trackrecord serve record.db --as-often")
    assert not understood("trackrecord fly record.db")


def test_every_exit_code_is_on_the_page() -> None:
    raised = {
        thing.exit_code
        for thing in vars(errors).values()
        if isinstance(thing, type) and issubclass(thing, errors.TrackrecordError)
    }
    listed = set(
        map(int, re.findall(r"^\| (\d+) \|", section("command-line.md", "Exit codes"), re.MULTILINE))
    )
    # Done, wrong usage and interrupted are click's and the shell's.
    assert listed == raised | {0, 2, 130}


def test_every_public_method_of_a_ledger_is_on_the_page_of_python() -> None:
    methods = [
        name for name, thing in vars(Ledger).items() if name[0] != "_" and callable(getattr(Ledger, name))
    ]
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert len(methods) > 20
    assert [name for name in methods if not re.search(rf"`(?:Ledger\.)?{name}[(`]", page)] == []


def test_every_parameter_of_a_ledgers_questions_is_named_with_the_method() -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for name in ("parties", "joins", "commitments", "statements", "events", "findings", "search"):
        parameters = [word for word in inspect.signature(getattr(Ledger, name)).parameters if word != "self"]
        assert f"`{name}({', '.join(parameters)})`" in page


def test_every_field_of_a_build_is_on_the_page_of_python() -> None:
    named = {
        field
        for cell in _FIRST_CELL.findall(section("python.md", "Build a record"))
        for field in _CODE.findall(cell)
    }
    assert named == fields_of(Build)


def test_the_examples_of_the_page_of_python_run_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    words = "The ferry company vowed on Monday to repay the fares by 3 June. The mayor met its owners in Port Ansel.\n"
    (folder / "ferry.txt").write_text(words, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        exec(compile(block, "docs/python.md", "exec"), names)
    shown = capsys.readouterr().out
    assert "reopen the bridge" in shown
    assert "['Share this']" in shown
    assert "['CONSULT']" in shown
    assert "1 added, 0 known before" in shown
    assert "empty.txt" in shown
    assert shown.count("repay the fares") == 2
    assert "not_rated : " in shown


def test_every_benchmark_is_on_the_page_of_measuring() -> None:
    page = (ROOT / "docs" / "measuring.md").read_text(encoding="utf-8")
    modules = sorted(
        path for path in (ROOT / "benchmarks").glob("*.py") if "argparse" in path.read_text("utf-8")
    )
    assert len(modules) >= 8
    assert [path.stem for path in modules if f"### `benchmarks.{path.stem} " not in page] == []


def test_the_page_of_known_weaknesses_speaks_of_every_noun() -> None:
    page = (ROOT / "docs" / "known-weaknesses.md").read_text(encoding="utf-8").lower()
    nouns = (
        "report",
        "part",
        "date",
        "figure",
        "statement",
        "event",
        "commitment",
        "deed",
        "thread",
        "cop",
        "finding",
    )
    assert [noun for noun in nouns if not re.search(rf"^## .*{noun}", page, re.MULTILINE)] == []


def test_the_readme_says_how_to_begin() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("make demo") < readme.index("make test") < readme.index("trackrecord build")
    assert "docs/picture.svg" in readme


@pytest.mark.parametrize("path", ["README.md", "CHANGELOG.md", "SECURITY.md"])
def test_the_texts_of_the_project_speak_of_no_place_on_one_machine(path: str) -> None:
    pages = [ROOT / path, *PAGES]
    assert [page.name for page in pages if re.search(r"/(?:work|home|tmp)/", page.read_text("utf-8"))] == []
