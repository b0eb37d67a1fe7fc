"""Deeds in one report: what it tells of conduct that bears on whether a commitment was honoured.

Two ways lead to a deed. Either the sentence says how an undertaking fared ("broke its promise", "has yet to
withdraw", "in breach of the accord"; words in ``conduct``), or it tells in the past or perfect that the promisor
did, did not, or began what a commitment of this report names. A deed whose commitment is not in this report has an
empty ``about``; linking looks for it elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.read.clauses import (
    agent_of,
    child,
    is_hypothetical,
    is_negated,
    is_passive,
    modal_of,
    own_subject,
    owner_of,
    saying_above,
    subject_of,
)
from trackrecord.read.conduct import (
    ACCUSING,
    ALONE,
    BEGINNING,
    BREACH_NOUNS,
    DENYING,
    LOOSE_WORD,
    OBSERVERS,
    ON_WORD,
    PARTLY,
    WORD,
)
from trackrecord.read.likeness import Likeness, content_stems
from trackrecord.read.promisors import Role, narrator_of, role_of, same, speaker_at
from trackrecord.read.terms import action_tokens
from trackrecord.types import Deed, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties import Parties
    from trackrecord.types import Commitment, Interest, Relation, Statement

_COMMITMENTS = ("promise", "agreement", "offer")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of conduct: the token that carries it, what it says, who did it, and whether it is only alleged."""

    token: Token
    relation: Relation
    doer: Token | None
    alleged_by: Token | None = None


def find_deeds(
    parsed: Parsed, parties: Parties, statements: tuple[Statement, ...], commitments: tuple[Commitment, ...]
) -> tuple[Deed, ...]:
    """Return the deeds that a report tells of, in text order, at most one a sentence and relation."""
    likeness = Likeness(parsed, commitments)
    deeds: list[Deed] = []
    for index, sentence in parsed.sentences():
        tokens = [t for t in sentence if not t.is_space]
        made: dict[str, Deed] = {}
        for sign in _signs(tokens):
            deed = _told(sign, index, parsed, parties, statements, likeness)
            made.setdefault(deed.relation, deed)
        if not made:
            for deed in _matched(tokens, index, parsed, parties, statements, likeness):
                made.setdefault(deed.relation, deed)
        deeds.extend(sorted(made.values(), key=lambda d: (d.span, d.relation)))
    return tuple(deeds)


def _signs(tokens: list[Token]) -> Iterator[_Sign]:
    """Yield the signs that say by their words how an undertaking fared."""
    for token in tokens:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            yield from _verb_signs(token, lemma)
        elif token.pos_ == "NOUN" and lemma in BREACH_NOUNS:
            of = next(
                (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in", "on")), None
            )
            held = child(of, "pobj") if of is not None else child(token, "compound")
            if held is not None and held.lemma_.lower() in WORD:
                yield _Sign(token, BREACH_NOUNS[lemma], owner_of(token) or subject_of(token.head))


def _verb_signs(verb: Token, lemma: str) -> Iterator[_Sign]:
    if (
        is_hypothetical(verb)
        or modal_of(verb) is not None
        or verb.tag_ == "VB"
        and not _done_infinitive(verb)
    ):
        return
    doer = agent_of(verb) if is_passive(verb) else subject_of(verb)
    relation: Relation | None = None
    if lemma in ON_WORD and _object_word(verb, lemma) is not None:
        relation = ON_WORD[lemma]
    elif lemma in ALONE and verb.dep_ != "amod":
        relation = ALONE[lemma]
    elif (
        lemma == "go"
        and any(c.lower_ == "back" for c in verb.children)
        and _object_word(verb, lemma) is not None
    ):
        relation = "broken"
    if relation is None:
        return
    if is_negated(verb):
        relation = {"broken": "kept", "kept": "broken", "progress": "stalled"}.get(relation, relation)  # type: ignore[assignment]
    above = verb.head
    if above.lemma_ == "fail" and verb.dep_ == "xcomp":
        relation = "broken"
        doer = subject_of(above)
    yield _Sign(verb, _shaded(verb, relation), doer, _accuser(verb))


def _done_infinitive(verb: Token) -> bool:
    """Whether an infinitive tells of something (not) done: "failed to honour", "did not keep"."""
    if verb.dep_ == "xcomp":
        return verb.head.lemma_ in ("fail", "refuse") or verb.head.lemma_ in BEGINNING
    return any(c.dep_ == "aux" and c.lemma_ == "do" for c in verb.children)


def _object_word(verb: Token, lemma: str) -> Token | None:
    """Return the undertaking that is the verb's object ("broke *the truce*", "reneged on *its pledge*"), or None."""
    candidates = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    for prep in verb.children:
        if prep.dep_ in ("prep", "prt") and prep.lower_ in ("on", "with", "to", "by", "from", "out"):
            candidates.extend(c for c in prep.children if c.dep_ == "pobj")
    for noun in candidates:
        word = noun.lemma_.lower()
        if word in WORD and (
            word not in LOOSE_WORD or child(noun, "poss") is not None or lemma not in ("keep", "meet", "drop")
        ):
            return noun
    return None


def _accuser(verb: Token) -> Token | None:
    """Return who alleges the conduct ("accused them of breaking"), or None."""
    above = verb.head
    if verb.dep_ == "pcomp" and above.dep_ == "prep":
        above = above.head
    return subject_of(above) if above.lemma_.lower() in ACCUSING else None


def _shaded(token: Token, relation: Relation) -> Relation:
    """Return the relation as the clause shades it: in part, denied."""
    above = token.head.head if token.dep_ == "pcomp" else token.head
    if above.lemma_.lower() in DENYING and relation == "broken":
        return "disputed"
    if relation in ("kept", "progress") and any(
        c.lower_ in PARTLY for c in token.subtree if c.dep_ in ("advmod", "amod", "acomp")
    ):
        return "partly"
    return relation


def _told(
    sign: _Sign,
    index: int,
    parsed: Parsed,
    parties: Parties,
    statements: tuple[Statement, ...],
    likeness: Likeness,
) -> Deed:
    doer = role_of(sign.doer, parties)
    narrator = role_of(sign.alleged_by, parties) or narrator_of(sign.token, statements, parties)
    stems = content_stems(t for t in sign.token.subtree if not t.is_punct)
    about = likeness.about(stems, doer, index)
    relation = _weighed(sign.relation, narrator, doer, sign.alleged_by is not None)
    return _deed(sign.token, index, parsed, relation, narrator, doer, about, likeness)


def _weighed(relation: Relation, narrator: Role | None, doer: Role | None, accused: bool) -> Relation:
    """Return "alleged_broken" for a breach that somebody with no access to the facts reports."""
    if relation != "broken":
        return relation
    if narrator is None:
        return "alleged_broken" if accused else "broken"
    if same(narrator, doer):
        return relation
    if not accused and any(w.lower().rstrip("s") in OBSERVERS for w in narrator.name.split()):
        return relation
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
            narrator.party is not None
            and narrator.party == commitment.by_party
            or narrator.name == commitment.by
        ):
            return "promisor"
        if narrator.party is not None and narrator.party == commitment.to_party:
            return "beneficiary"
    if same(narrator, doer):
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
        if verb.pos_ != "VERB" or not _is_told_fact(verb):
            continue
        doer = role_of(agent_of(verb) or subject_of(verb) if is_passive(verb) else subject_of(verb), parties)
        stems = content_stems(t for t in verb.subtree if not t.is_punct)
        about = likeness.acted(verb, stems, doer, index)
        if not about:
            continue
        narrator = narrator_of(verb, statements, parties) or speaker_at(verb.idx, statements, parties)
        relation: Relation = "progress"
        if is_negated(verb):
            relation = "stalled"
        yield _deed(verb, index, parsed, _shaded(verb, relation), narrator, doer, about, likeness)


def _is_told_fact(verb: Token) -> bool:
    """Whether the verb tells of something done or being done: past, perfect, or progressive; no modal, no if."""
    if modal_of(verb) is not None or is_hypothetical(verb):
        return False
    saying = saying_above(verb)
    if verb.tag_ == "VBD":
        return saying is None or saying.tag_ != "VBD" or True
    if verb.tag_ == "VBN":
        return any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
