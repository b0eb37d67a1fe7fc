"""Admission: of what a language model proposes, only what the report itself bears out.

A proposal is let in when it has exactly the fields of its noun, each valid, and when every quotation in it stands in the
report's sentence character for character, every name in the report. All else is refused, with the reason. Nothing that
the model writes of its own gets into the record: only spans of the report, and words of closed lists.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trackrecord.asked.prompt import FIELDS, MOST
from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trackrecord.types import Report

# The longest answer that is looked at, in characters.
LONGEST = 1_000_000
# Fields that are copied from the sentence, and those that are names from anywhere in the report.
_QUOTED = ("quote", "action", "condition", "deadline", "trigger", "content", "speaker", "cue")
_NAMED = ("by", "to", "conveyed_by", "asserted_by", "actors", "recipients", "about")
# Inside which other quotation each has to lie, where it has to.
_INSIDE = {"trigger": "quote", "action": "quote"}


class AnswerError(ValueError):
    """An answer that is no answer: not JSON, or not of the form that was asked for."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One admitted proposal: its noun, the sentence it stands in, its words, and where they stand.

    ``words`` are values of closed lists and names as they stand in the report; ``spans`` the quotations.
    """

    noun: str
    sentence: int
    words: dict[str, Any]
    spans: dict[str, Span]


@dataclass(frozen=True, slots=True)
class Refused:
    """One proposal that was not let in: its noun, why, and the beginning of what it quotes."""

    noun: str
    reason: str
    quote: str


@dataclass(slots=True)
class Admitted:
    """What one answer gave."""

    proposals: list[Proposal] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def admit(answer: str, report: Report, first: int, end: int) -> Admitted:
    """Sort the proposals in *answer*, which was asked about sentences ``[first, end)`` of *report*.

    Raises :class:`AnswerError` where the answer as a whole is not of the form asked for.
    """
    form = _object_in(answer)
    extra = sorted(set(form) - set(FIELDS))
    if extra or not all(isinstance(form.get(noun, []), list) for noun in FIELDS):
        wrong = f"it has {extra[0]!r:.60}" if extra else "one of its parts is no list"
        raise AnswerError(f"the answer is not of the form asked for: {wrong}")
    found = Admitted()
    for noun in FIELDS:
        listed = form.get(noun, [])
        for item in listed[:MOST]:
            outcome = _proposal(noun, item, report, first, end)
            if isinstance(outcome, Proposal):
                found.proposals.append(outcome)
            else:
                found.refused.append(outcome)
        if len(listed) > MOST:
            found.refused.append(
                Refused(noun, f"more than {MOST} of them; {len(listed) - MOST} left out", "")
            )
    return found


_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\A\s*```(?:json)?[ \t]*\n(.*)\n```\s*\Z", re.DOTALL)


def _object_in(answer: str) -> dict[str, Any]:
    """The JSON object that an answer is, a model's thinking aloud and a code fence around it taken off."""
    if len(answer) > LONGEST:
        raise AnswerError(f"the answer is longer than {LONGEST:,} characters")
    bare = _THOUGHT.sub("", answer, count=1)
    fenced = _FENCE.match(bare)
    try:
        form = json.loads(fenced[1] if fenced else bare, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise AnswerError(f"the answer is not JSON ({getattr(error, 'msg', str(error))[:80]})") from error
    if not isinstance(form, dict):
        raise AnswerError("the answer is not a JSON object")
    return form


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _proposal(noun: str, item: object, report: Report, first: int, end: int) -> Proposal | Refused:
    try:
        return _checked(noun, item, report, first, end)
    except _NotAdmittedError as error:
        quote = ""
        if isinstance(item, dict):
            quote = next((v for k in ("quote", "content", "action") if isinstance(v := item.get(k), str)), "")
        # What is kept of it is data of a stranger: short, and writable.
        return Refused(noun, str(error)[:200], quote[:200].encode("utf-8", "replace").decode("utf-8"))


class _NotAdmittedError(Exception):
    """Why a proposal is refused."""


def _checked(noun: str, item: object, report: Report, first: int, end: int) -> Proposal:
    fields = FIELDS[noun]
    if not isinstance(item, dict):
        raise _NotAdmittedError("it is not a JSON object")
    if set(item) != set(fields):
        odd = sorted(set(item) ^ set(fields))[0]
        raise _NotAdmittedError(f"the field {odd!r:.40} is {'missing' if odd in fields else 'not asked for'}")
    for name, schema in fields.items():
        if not _valid(item[name], schema):
            raise _NotAdmittedError(f"the value of {name} is not one that it can have")
    number = int(item["sentence"])
    if not first <= number < end:
        raise _NotAdmittedError("there is no sentence of that number in the question")
    spans = {name: _standing(item[name], name, number, report, item) for name in _QUOTED if item.get(name)}
    for name, outer in _INSIDE.items():
        if name in spans and outer in spans and not spans[outer].contains(spans[name]):
            raise _NotAdmittedError(f"{name} does not lie inside {outer}")
    for name in _NAMED:
        for each in _names(item.get(name)):
            if not re.search(rf"(?<!\w){re.escape(each)}(?!\w)", report.text):
                raise _NotAdmittedError(f"the words of {name} do not stand in the report")
    words = {name: value for name, value in item.items() if name not in _QUOTED and name != "sentence"}
    return Proposal(noun, number, words, spans)


def _valid(value: object, schema: dict[str, Any]) -> bool:
    """Whether a value is valid by the part of JSON schema that :mod:`prompt` uses."""
    if "anyOf" in schema:
        return any(_valid(value, each) for each in schema["anyOf"])
    match schema["type"]:
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
        case "array":
            return (
                isinstance(value, list)
                and len(value) <= schema["maxItems"]
                and all(_valid(each, schema["items"]) for each in value)
            )
        case _:
            if not isinstance(value, str):
                return False
            if "enum" in schema:
                return value in schema["enum"]
            return 0 < len(value) <= schema["maxLength"] and bool(value.strip())


def _standing(quote: str, name: str, number: int, report: Report, item: dict[str, Any]) -> Span:
    """Where a quotation stands in its sentence: inside what it has to lie in if it does, else its first place."""
    sentence = report.sentences[number]
    text = sentence.text(report.text)
    at = -1
    outer = item.get(_INSIDE.get(name, ""))
    if isinstance(outer, str) and outer in text:
        inside = outer.find(quote)
        at = text.index(outer) + inside if inside >= 0 else -1
    if at < 0:
        at = text.find(quote)
    if at < 0:
        raise _NotAdmittedError(f"{name} does not stand in the sentence word for word")
    return Span(sentence.start + at, sentence.start + at + len(quote))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from value
