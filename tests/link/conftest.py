"""A desk at which tests write reports and mark by hand what reading would find in them.

Quotes are looked up in the text, so that every span holds by construction. All reports are invented.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.types import (
    Commitment,
    DateMention,
    Deed,
    Event,
    Figure,
    Mention,
    Party,
    Reading,
    Report,
    Span,
    Statement,
)


class Draft:
    """One report being marked; every method returns what the mark is called by in the reading."""

    def __init__(self, id_: str, text: str, published: str | None, **more: Any) -> None:
        basis = "given" if published else "unknown"
        self.report = Report(
            id_,
            text,
            split_sentences(text),
            split_paragraphs(text),
            published=published,
            published_basis=basis,
            **more,
        )
        self.parties: list[Party] = []
        self.dates: list[DateMention] = []
        self.figures: list[Figure] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.commitments: list[Commitment] = []
        self.deeds: list[Deed] = []

    def span(self, quote: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.report.text.index(quote, start + 1)
        return Span(start, start + len(quote))

    def sentence(self, span: Span) -> int:
        return next(i for i, s in enumerate(self.report.sentences) if s.overlaps(span))

    def party(self, kind: str, name: str, *names: str, **more: Any) -> str:
        forms = (name, *names)
        spans = sorted({Span(*m.span()) for f in forms for m in re.finditer(re.escape(f), self.report.text)})
        id_ = f"p{len(self.parties) + 1}"
        mentions = tuple(Mention(s, "name") for s in spans)
        self.parties.append(Party(id_, kind, name, mentions, forms, **more))  # type: ignore[arg-type]
        return id_

    def date(self, quote: str, first: str, last: str | None = None) -> int:
        self.dates.append(DateMention(self.span(quote), "DATE", first, first, first, last or first))
        return len(self.dates) - 1

    def figure(self, quote: str, value: float, counts: str, bound: str = "exact", **more: Any) -> int:
        span = self.span(quote)
        low = value if bound in ("exact", "at_least", "more_than") else None
        high = value if bound in ("exact", "at_most", "less_than", "nearly") else None
        at = self.span(counts) if counts in self.report.text else None
        self.figures.append(
            Figure(
                span,
                value,
                low,
                high,
                bound,
                counts=at,
                counts_text=counts,
                sentence=self.sentence(span),
                **more,  # type: ignore[arg-type]
            )
        )
        return len(self.figures) - 1

    def event(self, trigger: str, type_: str, actors: list[str], recipients: list[str], **more: Any) -> int:
        span = self.span(trigger)
        more = {"mode": None, "date": None, "place": None, "reality": "happened", **more}
        self.events.append(
            Event(
                span,
                span,
                type_,
                contexts=(),
                actors=tuple(actors),
                recipients=tuple(recipients),
                sentence=self.sentence(span),
                **more,
            )  # type: ignore[arg-type]
        )
        return len(self.events) - 1

    def commitment(
        self, action: str, kind: str = "promise", by: str | None = None, to: str | None = None, **more: Any
    ) -> int:
        span = self.span(action)
        names = {p.id: p.name for p in self.parties}
        more = {"polarity": "do", "conveyed_by": None, **more}
        self.commitments.append(
            Commitment(
                self.report.sentences[self.sentence(span)],
                self.sentence(span),
                kind,
                names.get(by or ""),
                by,
                names.get(to or ""),
                to,
                action=span,
                **more,  # type: ignore[arg-type]
            )
        )
        return len(self.commitments) - 1

    def deed(self, quote: str, relation: str, *about: int, **more: Any) -> int:
        span = self.span(quote)
        more = {
            "asserted_by": None,
            "asserted_by_party": None,
            "interest": "reporter",
            "by_party": None,
            **more,
        }
        self.deeds.append(Deed(span, self.sentence(span), relation, about=about, **more))  # type: ignore[arg-type]
        return len(self.deeds) - 1

    def statement(self, content: str, speaker: str, party: str | None = None, **more: Any) -> None:
        self.statements.append(
            Statement((self.span(content),), (self.span(speaker),), (), "indirect", party, **more)
        )

    def reading(self) -> Reading:
        return Reading(
            self.report,
            tuple(self.parties),
            tuple(self.dates),
            tuple(self.figures),
            tuple(self.statements),
            tuple(self.events),
            tuple(self.commitments),
            tuple(self.deeds),
        )


class Desk:
    """Hands out drafts."""

    def draft(self, id_: str, text: str, published: str | None = "2030-05-10", **more: Any) -> Draft:
        return Draft(id_, text, published, **more)


@pytest.fixture
def desk() -> Desk:
    return Desk()
