"""One given pair: what did this source do to this target in this sentence, in PLOVER's root codes.

Event coders mark the two parties first and ask for the code after. Here modality decides the root, as the
PLOVER manual says: a coming act of cooperation is AGREE, a coming act of force THREATEN, a refusal REJECT and
a call for something REQUEST; an event read in a report keeps its own type and tells its reality apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.clean.sentences import split_paragraphs
from trackrecord.encoder import load as load_encoder
from trackrecord.encoder.heads import ROOTS, TYPES
from trackrecord.encoder.questions import on_pair
from trackrecord.read.events.acts import Act, find_acts, frames_of, noun_frame
from trackrecord.read.events.arguments import agents, light_verb
from trackrecord.read.events.finding import LONGEST, without_doubles
from trackrecord.read.events.reality import reality_of_noun, reality_of_verb
from trackrecord.read.parse import DEFAULT_MODEL, Parsed, parse_many
from trackrecord.read.parties.finding import Parties
from trackrecord.types import EventType, Mention, Party, Reality, Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from trackrecord.encoder import Encoder
    from trackrecord.read.events.verbframes import Frame

# The weight of the frames' root beside the encoder's probabilities: where a frame ties the two, and where only a
# word near them is known.
TIGHT, LOOSE = 1.1, 0.3
NOTHING = 0.5  # the encoder's probability that nothing ties the two, from which nothing is coded
_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_INTENDED = frozenset({"CONSULT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
_FORCE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "who", "which", "that", "we", "i"})


@dataclass(frozen=True, slots=True)
class Coded:
    """The code of one pair: ``root`` after modality, the act's own ``type`` and ``reality``, and its ``trigger``."""

    root: EventType
    type: EventType
    mode: str | None
    reality: Reality
    trigger: Span


def code_event(
    sentence: str, source: str | Span, target: str | Span, *, model: str = DEFAULT_MODEL
) -> Coded | None:
    """Return what *source* does to *target* in *sentence*, or None when no act ties the two
    (or the sentence is longer than 300 tokens).

    Source and target are spans of the sentence or texts that occur in it (the first occurrence is taken).
    Raises :class:`ValueError` when a text does not occur, and :class:`~trackrecord.errors.ModelError`.
    """
    return next(code_events([(sentence, source, target)], model=model))


def code_events(
    pairs: Iterable[tuple[str, str | Span, str | Span]],
    *,
    model: str = DEFAULT_MODEL,
    with_encoder: bool = True,
) -> Iterator[Coded | None]:
    """Code many pairs; results in the order given. Raises as :func:`code_event` does.

    Without its encoder (told so, or its weights missing) trackrecord codes with its frames alone.
    """
    asked = [(sentence, span_in(sentence, a), span_in(sentence, b)) for sentence, a, b in pairs]
    reports = (
        Report(f"pair-{i}", text, (Span(0, len(text)),), split_paragraphs(text))
        for i, (text, _, _) in enumerate(asked)
    )
    encoder = load_encoder() if with_encoder else None
    for parsed, (_, source, target) in zip(parse_many(reports, model), asked, strict=True):
        yield code_parsed(parsed, source, target, encoder)


def span_in(sentence: str, part: str | Span) -> Span:
    """Return the span of *part*, the first occurrence of a text; raise :class:`ValueError` where there is none."""
    if isinstance(part, Span):
        if not 0 <= part.start <= part.end <= len(sentence):
            raise ValueError(f"[{part.start}, {part.end}] does not lie in the sentence")
        return part
    start = sentence.find(part)
    if start < 0 or not part:
        raise ValueError(f"{part!r} does not occur in the sentence")
    return Span(start, start + len(part))


def code_parsed(parsed: Parsed, source: Span, target: Span, encoder: Encoder | None) -> Coded | None:
    """Code one pair in a sentence that is parsed; None as :func:`code_event` says."""
    if len(parsed.doc) > LONGEST:
        return None
    given = tuple(
        Party(name, "organisation", span.text(parsed.text), (Mention(span, "name"),))
        for name, span in (("source", source), ("target", target))
    )
    parties = Parties(parsed, given)
    ranked = sorted(
        (-_score(act, parties), act.head.i, act.type, act)
        for act in without_doubles(list(find_acts(parsed.doc, parties)))
        if _score(act, parties) > 0
    )
    act = ranked[0][3] if ranked else _loose_act(parsed, parties)
    told = None
    if act is not None:
        words = sorted(act.trigger, key=lambda t: t.i)
        trigger = Span(words[0].idx, words[-1].idx + len(words[-1].text))
        told = Coded(root_of(act.type, act.reality), act.type, act.mode, act.reality, trigger)
    if encoder is None or not (source.end <= target.start or target.end <= source.start):
        return told
    return _settled(told, TIGHT if ranked else LOOSE, parsed, source, target, encoder)


def _settled(
    told: Coded | None, say: float, parsed: Parsed, source: Span, target: Span, encoder: Encoder
) -> Coded | None:
    """Return the code that frames and encoder settle on; *say* is the weight of the frames' root.

    The encoder's is a probability for each root, asked of the sentence with the two parties marked.
    """
    asked = on_pair(encoder.pieces, parsed.text, source, target)
    shares = encoder.shares(asked, "root")[0]
    if told is None and shares[0] >= NOTHING:
        return None
    weights = {root: float(share) for root, share in zip(ROOTS, shares[1:] / shares[1:].sum(), strict=True)}
    own = "YIELD" if told is not None and told.root in _YIELDING else told.root if told is not None else None
    if own is not None:
        weights[own] += say
    best = max(weights, key=lambda root: (weights[root], root))
    if told is not None and best == own:
        return told
    root = _root_named(best)
    if told is not None:
        return replace(told, root=root, type=root, mode=None)
    return Coded(root, root, None, "happened", _between(parsed, source, target))


_YIELDING = ("CONCEDE", "RETREAT")


def _root_named(root: str) -> EventType:
    """Return the type that stands for a root of the encoder: YIELD is told as RETREAT, its material form."""
    return next((t for t in TYPES if t == root), "RETREAT")


def _between(parsed: Parsed, source: Span, target: Span) -> Span:
    """Return the word that ties the two where no frame names one: the verb over both, else the sentence's root."""
    first = parsed.slice(source)
    above = [t for t in (*first[-1].ancestors, first[-1]) if t.pos_ in ("VERB", "AUX")] if first else []
    word = above[0] if above else next((t for t in parsed.doc if t.dep_ == "ROOT"), parsed.doc[0])
    return Span(word.idx, word.idx + len(word.text))


def _loose_act(parsed: Parsed, parties: Parties) -> Act | None:
    """Return the act of the word nearest to the pair, read in its first sense whatever else it takes.

    The pair is given, so that something is known to tie the two; the needs of a sense may go unmet.
    """
    best: tuple[float, int] | None = None
    chosen: Act | None = None
    for token in parsed.doc:
        frame, trigger = _first_sense(token)
        if frame is None:
            continue
        by_source = _holds(agents(token), "source", parties) if token.pos_ == "VERB" else False
        score = 2.0 * by_source + _inside(token, "target", parties) + _inside(token, "source", parties)
        rank = (score - 0.05 * sum(1 for _ in token.ancestors), -token.i)
        if score > 0 and (best is None or rank > best):
            reality = (
                reality_of_verb(token) if token.pos_ == "VERB" else reality_of_noun(token, light_verb(token))
            )
            best, chosen = rank, Act(frame.type, frame.mode, token, trigger, (), (), reality)
    return chosen


def _first_sense(token: Token) -> tuple[Frame | None, tuple[Token, ...]]:
    if token.pos_ == "VERB":
        senses = frames_of(token)
        return senses[0] if senses else (None, ())
    if token.pos_ == "NOUN":
        return noun_frame(token), (token,)
    return None, ()


def root_of(kind: EventType, reality: Reality) -> EventType:
    """Return the root code that modality makes of an act of this type and reality."""
    if reality == "denied":
        return "REJECT" if kind in _COOPERATIVE or kind in _FORCE else kind
    if reality == "called_for":
        return "THREATEN" if kind in _FORCE else "REQUEST" if kind in _COOPERATIVE else kind
    if reality in ("planned", "hypothetical"):
        return "THREATEN" if kind in _FORCE else "AGREE" if kind in _INTENDED else kind
    return kind


def _score(act: Act, parties: Parties) -> float:
    """How well the act fits the pair: source as actor and target as recipient first, nearness in the tree next."""
    by_source = _holds(act.actors, "source", parties) or _taken_up(act, parties)
    to_target = _holds(act.recipients, "target", parties)
    score = 3.0 * by_source + 3.0 * to_target
    if not to_target and _inside(act.clause, "target", parties):
        score += 1.5
    if not by_source and _inside(act.clause, "source", parties):
        score += 1.0
    if (
        act.type in _SYMMETRIC
        and _holds(act.actors, "target", parties)
        and _holds(act.recipients, "source", parties)
    ):
        score += 4.0
    elif _holds(act.actors, "target", parties):
        score -= 2.0
    depth = sum(1 for _ in act.clause.ancestors)
    return score - 0.05 * depth if score > 0 else 0.0


def _holds(tokens: Iterable[Token], name: str, parties: Parties) -> bool:
    return any(parties.at(t) == name or any(parties.at(c) == name for c in t.children) for t in tokens)


def _taken_up(act: Act, parties: Parties) -> bool:
    """Whether the actor is a pronoun that the source, subject of a verb above, can be read into."""
    if not any(t.lower_ in _PRONOUNS for t in act.actors):
        return False
    return any(
        parties.at(c) == "source"
        for a in act.clause.ancestors
        for c in a.children
        if c.dep_ in ("nsubj", "nsubjpass")
    )


def _inside(clause: Token, name: str, parties: Parties) -> bool:
    return any(parties.at(t) == name for t in clause.subtree)
