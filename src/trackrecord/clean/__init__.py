"""From a raw report to a report: page to text, mojibake, furniture, language, publication date, garble score.

What lives here, one stage a module: :mod:`pages` (a page's :mod:`blocks`, what it states of itself in :mod:`stated`,
:mod:`linkeddata` and :mod:`dated`, which blocks are the report's in :mod:`belonging` and :mod:`features`), :mod:`mojibake`, :mod:`wrapping`, :mod:`furniture` (with its phrases in
:mod:`cues` and the lines about a report in :mod:`credits`), :mod:`sentences`, :mod:`language`, :mod:`published`,
:mod:`garble`. A new phrase of page furniture goes into :mod:`cues`; a new stage into a module of its own, called
from :func:`_report` below.

Cleaning is a function of its input alone: no file, clock or network. Nothing is removed from a text unlisted.
"""

from __future__ import annotations

import hashlib

from trackrecord.clean.furniture import Swept, sweep
from trackrecord.clean.garble import garble_score
from trackrecord.clean.language import language_of
from trackrecord.clean.mojibake import mend, writable
from trackrecord.clean.pages import Page, read_page
from trackrecord.clean.prose import is_headline
from trackrecord.clean.published import Published, published_of
from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.clean.wrapping import unwrap
from trackrecord.errors import CleanError
from trackrecord.types import Publication, RawReport, Removed, Report

__all__ = ["clean", "clean_text", "report_id", "split_paragraphs", "split_sentences"]


def report_id(text: str) -> str:
    """Return a report's id: the first 32 hexadecimal digits of the SHA-256 of its cleaned text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def clean(raw: RawReport) -> tuple[Report, Publication]:
    """Clean a collected report; return it with the publication that its bytes are.

    What a manifest or line gave goes before what the page says of itself. Raises :class:`CleanError` when no
    text is left.
    """
    page = read_page(raw.text, raw.location, raw.url) if raw.markup == "html" else Page(raw.text)
    mended = mend(page.text) if raw.markup == "html" else unwrap(mend(page.text))
    swept = sweep(mended)
    if not swept.text.strip():
        cause = "nothing but page furniture is left of it" if swept.removed else "it holds no text"
        raise CleanError(raw.location, cause, "Leave it out, or read it with --text-only.")
    published = published_of(mended, raw.published, page.published)
    taken_out = tuple(Removed(mend(each.text), each.reason) for each in page.removed)
    report = _report(
        Swept(swept.text, taken_out + swept.removed),
        title=_line(raw.title) or _line(page.title),
        publisher=_line(raw.publisher) or _line(page.publisher),
        url=raw.url or page.url,
        published=published,
        notes=(*raw.notes, *page.notes),
    )
    return report, Publication(
        report=report.id,
        sha256=raw.sha256,
        path=raw.path,
        url=report.url,
        publisher=report.publisher,
        title=report.title,
        published=published.edtf,
        published_basis=published.basis,
        published_evidence=published.evidence,
        encoding=raw.encoding,
        markup=raw.markup,
        data=raw.data,
    )


def clean_text(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published: str | None = None,
    text_only: bool = False,
) -> Report:
    """Clean a text that is at hand; *published* is an EDTF date.

    With *text_only* the text is taken as it stands, so that spans are positions in the caller's own string; only
    lone surrogates and NUL, which nothing can store, are replaced one for one. Raises :class:`CleanError` when
    no text is left.
    """
    mended = writable(text).replace("\0", "\ufffd") if text_only else unwrap(mend(text))
    swept = Swept(mended, ()) if text_only else sweep(mended)
    if not swept.text.strip():
        raise CleanError("text", "no text is left after cleaning", "Give a text that holds a report.")
    return _report(
        swept, title=title, publisher=publisher, url=url, published=published_of(mended, published), notes=()
    )


def _report(
    swept: Swept,
    *,
    title: str | None,
    publisher: str | None,
    url: str | None,
    published: Published,
    notes: tuple[str, ...],
) -> Report:
    text = swept.text
    sentences = split_sentences(text)
    return Report(
        id=report_id(text),
        text=text,
        sentences=sentences,
        paragraphs=split_paragraphs(text),
        title=title or _headline(text),
        publisher=publisher,
        url=url,
        published=published.edtf,
        published_basis=published.basis,
        published_evidence=published.evidence,
        language=language_of(text),
        garble=garble_score(text, sentences),
        removed=swept.removed,
        notes=notes,
    )


def _headline(text: str) -> str | None:
    """Return the text's first line where it looks like a headline."""
    lines = [text[span.start : span.end] for span in split_paragraphs(text)[:2]]
    return lines[0] if len(lines) == 2 and is_headline(*lines) else None


def _line(value: str | None) -> str | None:
    return mend(value).replace("\n", " ").strip() or None if value else None
