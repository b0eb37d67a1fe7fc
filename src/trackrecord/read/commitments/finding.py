"""Commitments in one report: who undertook what towards whom, on what condition, by when.

Also demands, threats and refusals, so that a reader can tell them apart. ``bindings`` finds explicit acts by the
words of ``undertakings``, ``futures`` what is said in the future tense by the one who would act; here the roles
are given names, the terms are read (``terms``), and doubles are dropped. A new way of binding oneself goes into
one of those; a rule about what counts as a commitment at all goes here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackrecord.read.commitments.actions import action_tokens, polarity_of
from trackrecord.read.commitments.addressees import addressee_of, names_an_act, recipient_of
from trackrecord.read.commitments.bindings import Binding, explicit_bindings
from trackrecord.read.commitments.chosen import chosen
from trackrecord.read.commitments.clauselists import clause_bindings, speaks_of_accord
from trackrecord.read.commitments.clauses import (
    GUESSING,
    LONGEST_SENTENCE,
    finite_root,
    governors,
    in_quotes,
    is_negated,
    is_passive,
    modal_of,
    object_of_preposition,
    own_subject,
    owner_of,
    saying_above,
)
from trackrecord.read.commitments.futures import HEDGES, OFFICIAL_VOICES, PUBLIC_ACTS, future_bindings
from trackrecord.read.commitments.holders import with_holders
from trackrecord.read.commitments.joint import giver_behind, joint_of, parties_to
from trackrecord.read.commitments.promisors import (
    Role,
    body_of,
    can_act,
    can_bind,
    is_first_person,
    narrator_of,
    opens_with_hour,
    phrase,
    role_of,
    same,
    side_of,
    speaker_at,
    speaker_before,
    speaks_for,
)
from trackrecord.read.commitments.proposals import binding_of
from trackrecord.read.commitments.shaping import shaped
from trackrecord.read.commitments.terms import condition_of, deadline_beside, deadline_of, without_deadline
from trackrecord.read.commitments.undertakings import WEAK
from trackrecord.types import UNDERTAKINGS, Commitment, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.encoder.tags import Tagged
    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import DateMention, Statement


def find_commitments(
    parsed: Parsed, parties: Parties, dates: tuple[DateMention, ...], statements: tuple[Statement, ...]
) -> tuple[Commitment, ...]:
    """Return the commitment mentions of a report, all six kinds, in text order."""
    return tuple(c for _, c in traced(parsed, parties, dates, statements))


def traced(
    parsed: Parsed, parties: Parties, dates: tuple[DateMention, ...], statements: tuple[Statement, ...]
) -> list[tuple[str, Commitment]]:
    """Return ``(name of the rule that found it, commitment)`` in text order."""
    found: list[tuple[str, Commitment]] = []
    accord = speaks_of_accord(parsed)
    for index, sentence in parsed.sentences():
        tokens = [t for t in sentence if not t.is_space]
        if len(tokens) > LONGEST_SENTENCE:
            continue
        rows: list[tuple[str, Commitment]] = []
        for binding in _bindings(tokens, index, parsed, parties, accord):
            new = _commitment(binding, index, parsed, parties, dates, statements)
            if new is not None and not any(_double(new[1], other) for _, other in rows):
                rows.append(new)
        if parsed.answers:
            rows = _with_encoder(rows, tokens, index, parsed, parties, dates, statements)
        # "17:20 A diplomat: ...": the hour at the head of an entry and who speaks there are no course of action.
        told = [r for r in rows if not opens_with_hour(r[1].action.text(parsed.text))]
        found.extend(sorted(told, key=lambda r: (r[1].action, r[1].kind)))
    encoder = parsed.encoder
    if encoder is not None:
        found = [(rule, with_holders(commitment, parties, encoder)) for rule, commitment in found]
    return found


def _with_encoder(
    rows: list[tuple[str, Commitment]],
    tokens: list[Token],
    index: int,
    parsed: Parsed,
    parties: Parties,
    dates: tuple[DateMention, ...],
    statements: tuple[Statement, ...],
) -> list[tuple[str, Commitment]]:
    """Return the sentence's commitments as rules and encoder together find them."""

    def made_of(mark: Tagged) -> Commitment | None:
        binding = binding_of(mark, tokens)
        if binding is None or _is_somebody(binding.head, mark.span, parties):
            return None
        made = _commitment(binding, index, parsed, parties, dates, statements)
        return made[1] if made else None

    def shape(span: Span) -> Span:
        return shaped(span, tokens, parsed.text)

    return chosen(rows, parsed.answers[index], parsed.text, made_of, shape, parsed.report.garble)


def _is_somebody(head: Token, action: Span, parties: Parties) -> bool:
    """Whether the words say who or where and no act: "the Relief Union", "42 men"."""
    mention = parties.mention_at(head)
    return mention is not None and mention.span.contains(action)


def _bindings(
    tokens: list[Token], index: int, parsed: Parsed, parties: Parties, accord: bool
) -> list[Binding]:
    """Return every undertaking that one sentence may hold, the surest first; *accord*: the report names one."""
    return [
        *explicit_bindings(tokens),
        *(clause_bindings(tokens, index, parsed, parties) if accord else ()),
        *future_bindings(tokens),
    ]


def _double(new: Commitment, old: Commitment) -> bool:
    """Whether a commitment repeats one already found: their actions share most of the shorter one."""
    shared = min(new.action.end, old.action.end) - max(new.action.start, old.action.start)
    shorter = min(new.action.end - new.action.start, old.action.end - old.action.start)
    return shared > 0.6 * shorter


def _commitment(
    made: Binding,
    index: int,
    parsed: Parsed,
    parties: Parties,
    dates: tuple[DateMention, ...],
    statements: tuple[Statement, ...],
) -> tuple[str, Commitment] | None:
    sentence = parsed.report.sentences[index]
    narrator = narrator_of(made.trigger, statements, parties)
    by = role_of(made.bound, parties)
    if is_first_person(made.bound):
        by = speaker_at(made.trigger.idx, statements, parties) or narrator
        by = by or speaker_before(sentence.start, statements, parties)
        if made.bound is not None and made.bound.lower_ in ("we", "us", "our"):
            by = body_of(by, parties)
    proposed = made.rule == "encoder"
    by = _together(made, index, parsed, parties) or by
    if proposed and made.bound is not None and (not _acts(made.bound, parties) or _is_acted_upon(made)):
        # "the schools would open", "the men would be freed": they are not bound, and who is, nobody says here.
        by = None
    if (
        proposed
        and by is None
        and made.kind != "demand"
        and made.head.pos_ in ("NOUN", "PROPN", "NUM", "SYM")
    ):
        by = role_of(giver_behind(made.head), parties)
    if not proposed and _lacks_actor(made, by, to_role=role_of(made.to, parties), parties=parties):
        return None
    if made.denied and made.rule.startswith("nothing") and by is None:
        by = side_of(narrator, parties)
    if (
        not proposed
        and by is None
        and made.kind != "demand"
        and (made.trigger.pos_ != "NOUN" or made.bound is not None)
    ):
        by = _nearest_actor(made, parties)
    to = narrator if is_first_person(made.to) else recipient_of(made, parties)
    if made.kind == "demand" and not is_first_person(made.bound):
        by = addressee_of(made, to or narrator, index, parsed, parties)
        if by is None and not proposed and not names_an_act(made):
            return None
    if made.rule.startswith("f:"):
        checked = _checked_future(made, by, narrator, parties)
        if checked is None:
            return None
        made = checked
        by = narrator if made.rule.endswith("announced") else by
    by = _who_can(by, made, parties)
    tokens = action_tokens(made.head, made.with_subject)
    action = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))
    root = finite_root(made.trigger)
    condition = condition_of(made.head, made.trigger, made.trigger.head, root, *_verbs_in(made.head))
    deadline, last = deadline_of(made.head, parsed, dates, action)
    if deadline is None and made.head.pos_ in ("NOUN", "PROPN"):
        deadline, last = deadline_beside(made.trigger, action, parsed, dates)
    action = without_deadline(action, deadline, parsed.text)
    start = min(action.start, made.trigger.idx, *(s.start for s in (condition, deadline) if s))
    end = max(
        action.end, made.trigger.idx + len(made.trigger.text), *(s.end for s in (condition, deadline) if s)
    )
    if not (sentence.start <= start and end <= sentence.end):
        return None
    if same(by, to):
        to = None
    return made.rule, Commitment(
        span=Span(start, end),
        sentence=index,
        kind=made.kind,
        by=by.name if by else None,
        by_party=by.party if by else None,
        to=to.name if to else None,
        to_party=to.party if to else None,
        conveyed_by=_conveyed(narrator, by, to, made),
        action=action,
        polarity=polarity_of(made.head),
        condition=condition,
        deadline=deadline,
        deadline_last=last,
        denied=made.denied,
    )


# What people have or make, and are not: "the strategy of the party has been to promise".
_THINGS = frozenset(
    """strategy policy plan decision idea effort move step statement law bill deal approach line goal aim objective
    speech proposal document measure agenda programme program scheme project budget role message""".split()
)


def _is_acted_upon(made: Binding) -> bool:
    """Whether the supposed promisor is what the action is done to: "the men would be freed"."""
    return is_passive(made.head) and made.bound == own_subject(made.head) and made.kind != "demand"


def _who_can(by: Role | None, made: Binding, parties: Parties) -> Role | None:
    """Return the promisor, of a thing that stands for him its owner; None where it is a thing or a name of hours."""
    if by is None or not can_bind(by.name):
        return None
    if by.party is None and made.bound is not None and made.bound.lemma_.lower() in _THINGS:
        owner = owner_of(made.bound) or object_of_preposition(made.bound, "of")
        return role_of(owner, parties) if can_act(owner, parties) else None
    return by


def _together(made: Binding, index: int, parsed: Parsed, parties: Parties) -> Role | None:
    """Return the two who bind themselves together ("both sides", "A agreed with B to"), named so; or None."""
    if made.kind not in UNDERTAKINGS:
        return None
    pair = joint_of(made.bound, index, parsed, parties)
    if pair is not None and made.bound is not None:
        return Role(f"{phrase(made.bound)} ({pair[0].name} and {pair[1].name})", pair[0].id)
    dealing = parties_to(made.trigger)
    if dealing is None or made.kind != "agreement":
        return None
    one, two = (role_of(token, parties) for token in dealing)
    if one is None or two is None or same(one, two) or not all(can_act(t, parties) for t in dealing):
        return None
    return Role(f"{one.name} and {two.name}", one.party)


def _acts(bound: Token, parties: Parties) -> bool:
    """Whether a subject can bind itself: somebody known, a pronoun of persons, "it" and "they" included."""
    return can_act(bound, parties) or bound.pos_ == "PRON"


def _verbs_in(head: Token) -> list[Token]:
    """Return the verbs that the action's verb governs, where a condition may have been hung."""
    return [t for t in head.rights if t.dep_ in ("xcomp", "ccomp", "conj") and t.pos_ in ("VERB", "AUX")]


def _lacks_actor(made: Binding, by: Role | None, to_role: Role | None, parties: Parties) -> bool:
    """Whether a weak word stands without somebody who can act: "a menu prepared to please"."""
    word = made.trigger.lemma_.lower()
    if word not in WEAK or made.kind == "agreement":
        return False
    saying = saying_above(made.trigger if made.trigger.pos_ != "ADJ" else made.trigger.head)
    if saying is not None and saying.lemma_.lower() in GUESSING:
        return True
    if word in ("want", "require"):
        return by is None or by.party is None
    doer = made.to if made.kind == "demand" else made.bound
    return doer is not None and doer.pos_ == "NOUN" and not can_act(doer, parties)


def _nearest_actor(made: Binding, parties: Parties) -> Role | None:
    """Return the subject of the nearest clause above that can act: who is bound where the parse names nobody."""
    if made.bound is not None and (made.bound.pos_ != "PRON" or made.bound.lower_ in ("both", "each", "all")):
        return None
    for above in (made.trigger, *governors(made.trigger)):
        subject = own_subject(above)
        if subject is not None and can_act(subject, parties) and not is_first_person(subject):
            return role_of(subject, parties)
    return None


def _checked_future(
    made: Binding, by: Role | None, narrator: Role | None, parties: Parties
) -> Binding | None:
    """Return the future as an undertaking, or None where it only predicts."""
    subject = made.bound
    if subject is None:
        return None
    saying = saying_above(made.trigger)
    if saying is not None and saying.lemma_.lower() in GUESSING:
        return None
    if any(
        c.lower_ in ("how", "why", "whether", "when", "where", "if") and c.i < made.trigger.i
        for c in made.trigger.children
    ):
        return None
    if modal_of(made.trigger) == "would" and (saying is None or in_quotes(made.trigger)):
        # In direct speech "would" is conditional: an offer where the condition is named, else no word given.
        if is_first_person(subject) and condition_of(made.trigger) is not None:
            return replace(made, kind="offer" if made.kind == "promise" else made.kind)
        return None
    kin = speaks_for(narrator, saying, subject, by, parties)
    animate = can_act(subject, parties) or (subject.lower_ == "it" and kin)
    reported = saying is not None and modal_of(made.trigger) == "would"
    if not animate and reported and is_passive(made.head) and narrator is not None:
        # "the ministry said the road would be opened": the one who announces it is bound.
        return replace(made, rule=made.rule + " announced")
    if not animate:
        return None
    if "is to" in made.rule:
        return made if saying is None else None
    if narrator is None and saying is None and "told" in made.rule and modal_of(made.trigger) == "will":
        return made if _is_announced(made, parties) else None
    if kin:
        return replace(made, rule=made.rule + " kin")
    if is_first_person(subject):
        return made
    return (
        replace(made, rule=made.rule + " other")
        if (reported or _is_on_terms(made)) and _may_know(narrator, by)
        else None
    )


def _may_know(narrator: Role | None, by: Role | None) -> bool:
    """Whether one who is not the promisor tells of a decision rather than guesses: officials do, rivals do not."""
    if by is None or narrator is None or by.party is None or narrator.party is None:
        return True
    return any(word in OFFICIAL_VOICES for word in narrator.name.lower().split())


def _is_announced(made: Binding, parties: Parties) -> bool:
    """Whether a future in the reporter's own voice is a known party's announced act: "the agency will send a team"."""
    named = parties.get(parties.at(made.bound)) if made.bound is not None else None
    if (
        named is None
        or named.anonymous
        or named.kind not in ("person", "organisation", "government", "armed_group")
    ):
        return False
    main = made.trigger.dep_ == "ROOT" and not is_passive(made.head)
    hedged = any(c.lower_ in HEDGES for c in made.trigger.children)
    if main and not hedged and _is_on_terms(made):
        return True
    return (
        main and not hedged and made.head.lemma_.lower() in PUBLIC_ACTS and made.trigger.sent[-1].text != "?"
    )


def _is_on_terms(made: Binding) -> bool:
    """Whether the future names its terms: "will come only if", "will not pay until"."""
    for c in made.trigger.children:
        if c.dep_ == "advcl":
            opening = [t.lower_ for t in c.lefts]
            if "until" in opening and is_negated(made.trigger):
                return True
            if "only" in opening and ("if" in opening or "when" in opening):
                return True
    return False


def _conveyed(narrator: Role | None, by: Role | None, to: Role | None, made: Binding) -> str | None:
    if narrator is None or same(narrator, by):
        return None
    if made.kind == "demand" and same(narrator, to):
        return None
    return narrator.name
