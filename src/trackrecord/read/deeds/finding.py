"""Deeds in one report: what it tells of conduct that bears on whether a commitment was honoured.

Two ways lead to a deed. Either the sentence says how an undertaking fared ("broke its promise", "has yet to
withdraw", "in breach of the accord"; words in ``conduct``, read by ``signs``), or it tells in the past or perfect that the promisor
did, did not, or began what a commitment of this report names. A deed whose commitment is not in this report has an
empty ``about``; linking looks for it elsewhere. Where no rule finds a deed, the encoder may (``proposed``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackrecord.read.commitments.actions import action_tokens
from trackrecord.read.commitments.bindings import frame_of
from trackrecord.read.commitments.clauses import (
    LONGEST_SENTENCE,
    SAYING,
    agent_of,
    is_negated,
    is_passive,
    own_subject,
    subject_of,
)
from trackrecord.read.commitments.promisors import Role, is_first_person, narrator_of, role_of, same
from trackrecord.read.deeds.conduct import HOSTILE, OBSERVERS, PEACE
from trackrecord.read.deeds.likeness import Likeness, content_stems
from trackrecord.read.deeds.outcomes import outcome_of
from trackrecord.read.deeds.proposed import proposed
from trackrecord.read.deeds.shades import fared, is_hostile, tells_an_act
from trackrecord.read.deeds.signs import (
    Sign,
    accuser_of,
    course_of,
    denied_breach,
    is_due,
    is_told_fact,
    kept_word,
    shaded,
    signs,
)
from trackrecord.read.deeds.unreal import is_unreal
from trackrecord.types import Deed, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import Commitment, Interest, Relation, Statement


def find_deeds(
    parsed: Parsed, parties: Parties, statements: tuple[Statement, ...], commitments: tuple[Commitment, ...]
) -> tuple[Deed, ...]:
    """Return the deeds that a report tells of, in text order, at most one a sentence and relation."""
    likeness = Likeness(parsed, parties, commitments)
    encoder = parsed.encoder
    deeds: list[Deed] = []
    for index, sentence in parsed.sentences():
        tokens = [t for t in sentence if not t.is_space]
        if len(tokens) > LONGEST_SENTENCE or any(t.text == "?" for t in tokens[-2:]):
            continue
        made: dict[str, Deed] = {}
        for sign in signs(tokens):
            deed = _told(sign, index, parsed, parties, statements, likeness)
            made.setdefault(deed.relation, deed)
        if not made:
            for deed in _conditions(tokens, index, parsed, parties, statements, likeness):
                made.setdefault(deed.relation, deed)
        if not made:
            for deed in _matched(tokens, index, parsed, parties, statements, likeness):
                made.setdefault(deed.relation, deed)
        if not made:
            for deed in _outcomes(tokens, index, parsed, parties, statements, likeness):
                made.setdefault(deed.relation, deed)
                break
        if not made and encoder is not None:
            for deed in _proposed(tokens, index, parsed, parties, statements, likeness):
                made.setdefault(deed.relation, deed)
        deeds.extend(sorted(made.values(), key=lambda d: (d.span, d.relation)))
    return tuple(deeds)


def _told(
    sign: Sign,
    index: int,
    parsed: Parsed,
    parties: Parties,
    statements: tuple[Statement, ...],
    likeness: Likeness,
) -> Deed:
    doer = _doer(sign.doer, parties)
    narrator = role_of(sign.alleged_by, parties) or narrator_of(sign.token, statements, parties)
    if is_first_person(sign.doer):
        doer = narrator
    stems = content_stems(t for t in sign.token.subtree if not t.is_punct)
    about = likeness.about(stems, doer, index)
    relation = _weighed(sign.relation, narrator, sign.alleged_by is not None)
    return _deed(sign.token, index, parsed, relation, narrator, doer, about, likeness)


def _weighed(relation: Relation, narrator: Role | None, accused: bool) -> Relation:
    """Return "alleged_broken" for a breach that somebody with no access to the facts reports."""
    if relation != "broken":
        return relation
    if accused:
        return "alleged_broken"
    if narrator is None or any(w.lower().rstrip("s") in OBSERVERS for w in narrator.name.split()):
        return relation
    # Hardly anybody tells of his own breach: where it reads so, it is somebody else's that he tells of.
    return "alleged_broken"


def _deed(
    token: Token,
    index: int,
    parsed: Parsed,
    relation: Relation,
    narrator: Role | None,
    doer: Role | None,
    about: tuple[int, ...],
    likeness: Likeness,
) -> Deed:
    tokens = action_tokens(token, own_subject(token) is not None)
    sentence = parsed.report.sentences[index]
    span = Span(max(sentence.start, tokens[0].idx), min(sentence.end, tokens[-1].idx + len(tokens[-1].text)))
    return Deed(
        span=span,
        sentence=index,
        relation=relation,
        asserted_by=narrator.name if narrator else None,
        asserted_by_party=narrator.party if narrator else None,
        interest=_interest(narrator, doer, relation, about, likeness),
        by_party=doer.party if doer else None,
        about=about,
    )


def _interest(
    narrator: Role | None, doer: Role | None, relation: Relation, about: tuple[int, ...], likeness: Likeness
) -> Interest:
    """Return what stake the one who says so has in the commitment."""
    if narrator is None:
        return "reporter"
    for position in about:
        commitment = likeness.commitments[position]
        if (
            narrator.party is not None and narrator.party == commitment.by_party
        ) or narrator.name == commitment.by:
            return "promisor"
        if narrator.party is not None and narrator.party == commitment.to_party:
            return "beneficiary"
    if same(narrator, doer) or (relation == "kept" and likeness.own_state(narrator, doer)):
        return "promisor"
    if any(w.lower().rstrip("s") in OBSERVERS for w in narrator.name.split()):
        return "third_party"
    return "adversary" if relation in ("alleged_broken", "broken") else "unknown"


def _matched(
    tokens: list[Token],
    index: int,
    parsed: Parsed,
    parties: Parties,
    statements: tuple[Statement, ...],
    likeness: Likeness,
) -> Iterator[Deed]:
    """Yield deeds told as plain conduct: the promisor did, began or did not do what a commitment here names."""
    for verb in tokens:
        if (
            verb.pos_ not in ("VERB", "AUX")
            or not is_told_fact(verb)
            or verb.lemma_.lower() in SAYING
            or frame_of(verb) is not None
        ):
            continue
        doer = role_of(_subject_of(verb), parties)
        stems = content_stems(t for t in verb.subtree if not t.is_punct)
        relation = course_of(verb)
        marked = relation is not None and (is_due(verb) or not is_negated(verb))
        about = likeness.acted(verb, stems, doer, index, marked=marked, negated=is_negated(verb))
        subject = own_subject(verb)
        if not about and marked and subject is not None and subject.pos_ == "NOUN":
            about = likeness.named(subject, index)
        if not about and verb.lemma_.lower() in HOSTILE and not is_passive(verb) and not is_negated(verb):
            about = likeness.peaceful(doer, index, PEACE)
            relation = "broken"
        if not about:
            continue
        narrator = narrator_of(verb, statements, parties)
        told = shaded(verb, relation or likeness.course(verb, stems, about[0], negated=is_negated(verb)))
        weighed = _weighed(told, narrator, accuser_of(verb) is not None)
        yield _deed(verb, index, parsed, weighed, narrator, doer, about, likeness)


def _outcomes(
    tokens: list[Token],
    index: int,
    parsed: Parsed,
    parties: Parties,
    statements: tuple[Statement, ...],
    likeness: Likeness,
) -> Iterator[Deed]:
    """Yield what is told to have come or not of something due, with no commitment named; linking looks for one."""
    for verb in tokens:
        if verb.pos_ not in ("VERB", "AUX") or is_unreal(verb) or frame_of(verb) is not None:
            continue
        relation: Relation | None = None
        if denied_breach(verb):
            relation = "disputed"
        elif kept_word(verb):
            relation = "kept"
        elif verb.tag_ != "VB" and (is_told_fact(verb) or verb.tag_ in ("VBZ", "VBP")):
            relation = outcome_of(verb)
            if relation is None and is_told_fact(verb) and is_due(verb):
                relation = "stalled"
        if relation is None:
            continue
        subject = agent_of(verb) if is_passive(verb) else subject_of(verb)
        doer = _doer(subject, parties)
        narrator = narrator_of(verb, statements, parties)
        if is_first_person(subject):
            doer = narrator
        if relation == "kept" and narrator is None and kept_word(verb):
            # Whose word it is cannot be told.
            continue
        if narrator is None and relation == "disputed":
            narrator = doer
        weighed = _weighed(shaded(verb, relation), narrator, accuser_of(verb) is not None)
        yield _deed(verb, index, parsed, weighed, narrator, doer, (), likeness)


def _conditions(
    tokens: list[Token],
    index: int,
    parsed: Parsed,
    parties: Parties,
    statements: tuple[Statement, ...],
    likeness: Likeness,
) -> Iterator[Deed]:
    """Yield clauses that tell that the condition of an earlier commitment of this report came about, or did not."""
    for verb in tokens:
        if verb.pos_ not in ("VERB", "AUX") or not is_told_fact(verb) or frame_of(verb) is not None:
            continue
        subject = subject_of(verb)
        relation: Relation
        if (
            verb.lemma_ in ("meet", "fulfil", "fulfill", "satisfy")
            and subject is not None
            and is_passive(verb)
        ):
            named = [t for t in subject.subtree if t.lemma_.lower() in ("condition", "term", "requirement")]
            if not named:
                continue
            about = likeness.conditional(index)
        else:
            about = likeness.fulfilled(content_stems(t for t in verb.subtree if not t.is_punct), index)
            if not about:
                continue
        relation = "condition_unmet" if is_negated(verb) else "condition_met"
        narrator = narrator_of(verb, statements, parties)
        yield _deed(verb, index, parsed, relation, narrator, role_of(subject, parties), about, likeness)


def _proposed(
    tokens: list[Token],
    index: int,
    parsed: Parsed,
    parties: Parties,
    statements: tuple[Statement, ...],
    likeness: Likeness,
) -> Iterator[Deed]:
    """Yield the deed that the encoder alone finds in a sentence; linking looks for what it bears on."""
    found = proposed(parsed.answers[index])
    if found is None:
        return
    span, relation = found
    inside = [t for t in tokens if span.start < t.idx + len(t.text) and t.idx < span.end]
    if not inside:
        return
    top = min(inside, key=lambda t: (len(list(t.ancestors)), t.i))
    verb = next((t for t in (top, *top.ancestors) if t.pos_ in ("VERB", "AUX")), top)
    if not tells_an_act(inside, verb):
        return
    subject = _subject_of(verb)
    narrator = narrator_of(verb, statements, parties)
    doer = narrator if is_first_person(subject) else _doer(subject, parties)
    relation = fared(inside, verb) or relation
    about: tuple[int, ...] = ()
    if is_hostile(inside):
        about = likeness.peaceful(doer, index, PEACE, anybody=True)
        relation = "broken" if about else relation
    weighed = _weighed(relation, narrator, accuser_of(verb) is not None)
    yield replace(_deed(verb, index, parsed, weighed, narrator, doer, about, likeness), span=span)


def _subject_of(verb: Token) -> Token | None:
    """Return who does it: the agent of a passive where it is told, else the subject."""
    return (agent_of(verb) if is_passive(verb) else None) or subject_of(verb)


def _doer(token: Token | None, parties: Parties) -> Role | None:
    """Return whose conduct it is; of somebody without a name, the party that he is of ("a courier *of the union*")."""
    found = role_of(token, parties)
    if token is None or found is None or found.party is not None:
        return found
    near = [c for c in token.children if c.dep_ in ("compound", "poss", "amod", "nmod")]
    near.extend(p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children)
    party = next((p for p in (parties.at(c) for c in near) if p is not None), None)
    return Role(found.name, party)
