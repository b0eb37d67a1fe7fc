"""A document as Markdown (CommonMark), with evidence as numbered entries at the end."""

from __future__ import annotations

import re

from trackrecord.show.document.gathered import Document, Evidence, Line
from trackrecord.show.web.citation import is_web
from trackrecord.show.web.inert import inert

# Every sign that CommonMark gives a meaning, and the start of an HTML tag or entity.
_MEANS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~$^=:@])")


def as_markdown(document: Document) -> bytes:
    """Return *document* as UTF-8 Markdown; whatever stands in the reports is text there and no markup."""
    out = [f"# {_safe(document.title)}", "", _safe(document.made_from), ""]
    out += [f"*{_safe(note)}*\n" for note in document.notes]
    for section in document.sections:
        out += [f"## {_safe(section.heading)}", ""]
        out += [f"**Status: {_safe(section.status)}.** {_safe(section.explanation)}", ""]
        out += [f"- {_safe(name)}: {_safe(value)}" for name, value in section.facts]
        for heading, lines in section.parts:
            out += ["", f"### {_safe(heading)}", "", *(_line(line) for line in lines)]
        out.append("")
    if document.evidence:
        out += ["## Evidence", ""]
        for piece in document.evidence:
            out += [_evidence(piece), ""]
    return ("\n".join(out).rstrip() + "\n").encode("utf-8")


def _line(line: Line) -> str:
    return f"- {_safe(line.text)}" + "".join(f" [{n}](#e{n})" for n in line.evidence)


def _evidence(e: Evidence) -> str:
    where = f"{_safe(e.publisher)}, {_safe(e.published)}" + (f", {_safe(e.title)}" if e.title else "")
    link = f" <{e.url.replace('<', '%3C').replace('>', '%3E')}>" if e.url and is_web(e.url) else ""
    return (
        f'<a id="e{e.number}"></a>**{e.number}.** “{_safe(e.before)}**{_safe(e.quote)}**{_safe(e.after)}” '
        f"{where}.{link} Report `{e.report}`, characters {e.start}–{e.end}."
    )


def _safe(text: str) -> str:
    return _MEANS.sub(r"\\\1", " ".join(inert(text).split()))
