"""What a cue hands to its source: the content of verbs, nouns and adjectives of saying and thinking, by the parse.

Each frame of ``cues`` has one function here that picks its content tokens; :func:`saying_of` tries them in turn.
Which of several sayings in a sentence stand, and what quotations do to them, is ``statements``' business.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trackrecord.read import cues
from trackrecord.read.clauses import agent_of, child, is_passive, owner_of, own_subject, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

_CLAUSAL = frozenset(("ccomp", "csubj"))
_WH = frozenset("whether how why what who when where which if".split())
_AUXILIARY = frozenset(("aux", "auxpass", "neg", "prt"))
_NOUN_LINKS = frozenset("of about for to against on over in by with from".split())
# Nothing is a message that merely starts a relative clause.
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))


@dataclass(slots=True)
class Saying:
    """One cue with its content (token indices) and its source's head token, before quotations are reckoned with.

    ``frame`` names the rule that found it; ``quoted`` holds the character spans of quotations given to it.
    """

    cue: Token
    frame: str
    content: set[int]
    speaker: Token | None
    cue_tokens: list[Token] = field(default_factory=list)
    conveyor: Token | None = None
    quoted: list[tuple[int, int]] = field(default_factory=list)


def saying_of(token: Token) -> Saying | None:
    """Return what *token* says as a cue, or None when it is no cue or has no content in its own sentence."""
    tag = token.tag_
    if token.lower_ == "according":
        return _according(token)
    if tag == "RB" and token.lower_ in cues.HEARSAY:
        return _hearsay(token)
    if tag.startswith("VB") or (token.pos_ == "VERB" and token.dep_ != "amod"):
        found = _verb(token)
        if found is not None or tag != "VBN":
            return found
    if tag.startswith("NN"):
        return _noun(token)
    if tag.startswith("JJ") or tag == "VBN":
        return _adjective(token)
    return None


def subtree(*heads: Token) -> set[int]:
    """The indices of all tokens under any of *heads*, themselves included."""
    return {t.i for head in heads for t in head.subtree}


def _cue_words(verb: Token) -> list[Token]:
    return sorted([verb, *(c for c in verb.children if c.dep_ in _AUXILIARY)], key=lambda t: t.i)


def _verb(verb: Token) -> Saying | None:
    if verb.dep_ in ("aux", "auxpass", "amod", "compound") or (verb.tag_ == "VB" and _is_imperative(verb)):
        return None
    lemma = verb.lemma_.lower()
    passive = is_passive(verb)
    if lemma == "be":
        return None
    for frame in (
        (_passive,)
        if passive
        else (_interjected, _clause, _named, _charge, _order, _intend, _seem, _about, _light, _judge)
    ):
        content = frame(verb, lemma)
        if content:
            speaker = agent_of(verb) if passive else _doer(verb)
            name = frame.__name__.lstrip("_")
            return Saying(verb, name, content, speaker, _cue_words(verb), _conveyor(verb, lemma))
    return None


def _doer(verb: Token) -> Token | None:
    doer = subject_of(verb)
    # "It" and "there" that stand for nothing are nobody's voice.
    if doer is not None and doer.dep_ == "expl":
        return None
    return doer


def _is_imperative(verb: Token) -> bool:
    return verb.dep_ == "ROOT" and not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in verb.children)


def _conveyor(verb: Token, lemma: str) -> Token | None:
    """Whom a source told it: the outlet in "told the Herald", "said in an interview with the Herald"."""
    if lemma == "tell":
        told = child(verb, "dobj", "dative")
        if told is not None and told.pos_ == "PROPN":
            return told
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "during", "on"):
            held = child(prep, "pobj")
            if held is not None and held.lemma_ in ("interview", "conversation"):
                for inner in held.children:
                    if inner.dep_ == "prep" and inner.lower_ in ("with", "on"):
                        return child(inner, "pobj")
    return None


def _clause(verb: Token, lemma: str) -> set[int]:
    """ "She said (that) it was over"; "they asked whether …"; "“It is over,” she said"; "It is, she said, over."."""
    if lemma not in cues.SAY and lemma not in cues.THINK:
        return set()
    clauses = [c for c in verb.children if c.dep_ in _CLAUSAL and not _is_small_clause(c, lemma)]
    if lemma in cues.QUOTE_ONLY:
        clauses = [c for c in clauses if c.i < verb.i or child(c, "mark") is not None]
    if not clauses:
        clauses = [
            c
            for c in verb.children
            if c.dep_ in ("advcl", "pcomp", "xcomp") and c.i > verb.i and _asks(c) and lemma != "begin"
        ]
    if clauses:
        content = subtree(*clauses)
        others = [c for c in verb.children if c not in clauses]
        content -= subtree(
            *(c for c in others if c.dep_ in ("nsubj", "advmod", "aux", "prep", "npadvmod", "dobj", "dative"))
        )
        content.discard(verb.i)
        return _without_tail(content, verb, clauses[-1])
    return _parenthetical(verb, lemma)


def _without_tail(content: set[int], verb: Token, clause: Token) -> set[int]:
    """Drop what the reporter goes on with: "…, but others left", "— and they left", "…, a claim others deny"."""
    doc = verb.doc
    for index in sorted(content):
        if index <= max(clause.i, verb.i) or index + 1 not in content:
            continue
        mark, following = doc[index].text, doc[index + 1]
        dashed = mark in ("—", "–", "--", "-") and following.lower_ in (
            "and",
            "but",
            "while",
            "as",
            "although",
            "though",
            "a",
            "an",
        )
        own = mark == "," and following.lower_ in ("but", "while", "although") and index > clause.i
        if dashed or own:
            return {i for i in content if i < index}
    return content


def _asks(clause: Token) -> bool:
    first = next(iter(clause.subtree))
    return first.lower_ in _WH and first.lower_ not in ("if", "when", "where")


def _is_small_clause(clause: Token, lemma: str) -> bool:
    """A "clause" without a finite verb that belongs to another frame: "called it a sham", "want them to go"."""
    if clause.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in clause.children
    ):
        return False
    if child(clause, "mark") is not None:
        return False
    if any(c.dep_ == "aux" and c.tag_ == "TO" for c in clause.children):
        return lemma in cues.ORDER or lemma in cues.INTEND
    return lemma in cues.NAME and clause.i > 0 and own_subject(clause) is not None


def _interjected(verb: Token, lemma: str) -> set[int]:
    """ "The talks, she said, will go on", whatever the parse makes of it: commas on both sides of subject and verb."""
    doc, sentence = verb.doc, verb.sent
    if lemma not in cues.SAY | {"think", "believe"} or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return set()
    first = last = verb.i
    inverted = verb.i > sentence.start and doc[verb.i - 1].text == ","
    if inverted:
        while last + 1 < sentence.end and doc[last + 1].text not in (",", ".") and last - verb.i < 14:
            last += 1
    else:
        while first - 1 > sentence.start and doc[first - 1].text != "," and verb.i - first < 7:
            first -= 1
        if not any(doc[i].dep_ in ("nsubj", "nsubjpass") for i in range(first, verb.i)):
            return set()
    if first - 1 <= sentence.start or last + 1 >= sentence.end:
        return set()
    if doc[first - 1].text != "," or doc[last + 1].text != "," or last + 3 >= sentence.end:
        return set()
    return {i for i in range(sentence.start, sentence.end) if not first - 1 <= i <= last + 1}


def _parenthetical(verb: Token, lemma: str) -> set[int]:
    """ "The talks, she said, will go on": the clause around a saying that hangs in it."""
    head = verb.head
    if lemma not in cues.SAY | {"think", "believe"} or lemma in cues.QUOTE_ONLY:
        return set()
    if (
        verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep")
        or head.pos_ not in ("VERB", "AUX")
        or head is verb
    ):
        return set()
    if own_subject(verb) is None or child(verb, "dobj", "mark", "advmod", "xcomp") is not None:
        return set()
    own = subtree(verb)
    before = verb.nbor(-1) if min(own) > head.sent.start else None
    first, last = min(own), max(own)
    edges = (first > 0 and verb.doc[first - 1].text in (",", "—", "–", "”", '"')) and before is not None
    if not edges and last != head.sent.end - 2:
        return set()
    return subtree(head) - own


def _named(verb: Token, lemma: str) -> set[int]:
    """ "He called the vote a sham"; "they described it as useful"."""
    if lemma in cues.NAME:
        predicate = child(verb, "oprd")
        target = child(verb, "dobj")
        if predicate is not None and predicate.i > verb.i:
            return subtree(*(t for t in (target, predicate) if t is not None))
        small = next((c for c in verb.children if c.dep_ == "ccomp" and _is_small_clause(c, lemma)), None)
        if small is not None and small.i > verb.i:
            return subtree(small)
    if lemma in cues.NAME_AS:
        return _object_and(verb, frozenset(("as",)), need_object=False)
    return set()


def _charge(verb: Token, lemma: str) -> set[int]:
    """ "They accused him of lying"; "she thanked them for it"."""
    links = cues.CHARGE.get(lemma)
    if not links or (lemma in cues.SAY and child(verb, "dobj") is None):
        return set()
    return _object_and(verb, links, need_object=True)


def _object_and(verb: Token, links: frozenset[str], *, need_object: bool) -> set[int]:
    target = child(verb, "dobj")
    phrase = next(
        (
            c
            for c in verb.children
            if c.dep_ in ("prep", "mark", "advcl") and c.lower_ in links and c.i > verb.i
        ),
        None,
    )
    if phrase is None and target is not None:
        phrase = next((c for c in target.children if c.dep_ == "prep" and c.lower_ in links), None)
    if phrase is None or (need_object and target is None):
        return set()
    if target is not None and target.i < verb.i:
        return subtree(phrase)
    return subtree(*(t for t in (target, phrase) if t is not None))


def _order(verb: Token, lemma: str) -> set[int]:
    """ "She urged them to go"; "he wants it to end"; "they called on him to resign"."""
    if lemma not in cues.ORDER:
        return set()
    for clause in verb.children:
        if clause.dep_ in ("ccomp", "xcomp") and clause.i > verb.i and _is_infinitive(clause):
            if own_subject(clause) is not None:
                return subtree(clause)
            target = child(verb, "dobj") or _on_whom(verb, lemma)
            if target is None:
                return set()
            if lemma in ("tell", "ask", "remind", "instruct", "order", "warn"):
                return subtree(clause)
            return subtree(target, clause)
    return set()


def _on_whom(verb: Token, lemma: str) -> Token | None:
    if lemma not in ("call", "appeal", "press", "plead"):
        return None
    prep = next(
        (c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "to", "with", "upon")), None
    )
    return child(prep, "pobj") if prep is not None else None


def _is_infinitive(clause: Token) -> bool:
    return any(c.tag_ == "TO" and c.i < clause.i for c in clause.children)


def _intend(verb: Token, lemma: str) -> set[int]:
    """ "They promised to leave"; "he refused to say"."""
    if lemma not in cues.INTEND:
        return set()
    clause = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.i > verb.i and _is_infinitive(c)),
        None,
    )
    if clause is None or (
        clause.dep_ == "advcl" and lemma not in ("agree", "promise", "decide", "plan", "vote")
    ):
        return set()
    return subtree(clause)


def _seem(verb: Token, lemma: str) -> set[int]:
    """ "The deal seems dead": subject and predicate are what seems so."""
    if lemma not in cues.SEEM:
        return set()
    subject = own_subject(verb)
    predicate = child(verb, "xcomp", "oprd", "acomp", "ccomp")
    if subject is None or predicate is None:
        return set()
    return subtree(predicate) if subject.lower_ == "it" else subtree(subject, predicate)


def _about(verb: Token, lemma: str) -> set[int]:
    """ "She spoke of betrayal"; "he called for calm"."""
    links = cues.ABOUT.get(lemma)
    if not links:
        return set()
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in links and prep.i > verb.i:
            held = child(prep, "pobj", "pcomp")
            if held is not None:
                return subtree(held)
    return set()


def _light(verb: Token, lemma: str) -> set[int]:
    """ "He made clear that it was over"."""
    if lemma != "make":
        return set()
    clear = child(verb, "ccomp", "acomp", "oprd", "xcomp")
    if clear is None or clear.lower_ not in ("clear", "plain", "known"):
        return set()
    clause = child(clear, "ccomp", "advcl") or child(verb, "advcl")
    return subtree(clause) if clause is not None and clause is not clear else set()


def _judge(verb: Token, lemma: str) -> set[int]:
    """ "Ministers condemned the attack"; "she announced talks"."""
    if lemma not in cues.JUDGE:
        return set()
    target = child(verb, "dobj")
    if target is None or target.i < verb.i or target.lower_ in _RELATIVE:
        return set()
    if (
        lemma in ("tell", "ask", "remind", "inform", "advise", "warn")
        or target.tag_ == "PRP"
        and target.lower_.endswith("self")
    ):
        return set()
    if lemma in ("write", "say", "hear") and target.lemma_ in cues.CARRIER:
        return set()
    return subtree(target)


def _passive(verb: Token, lemma: str) -> set[int]:
    """ "The talks are expected to resume"; "he was accused of lying"; "it was announced that …"."""
    subject = own_subject(verb)
    if lemma in cues.SAY or lemma in cues.THINK:
        clause = child(verb, "ccomp")
        if clause is not None and clause.i > verb.i:
            return subtree(clause)
    complement = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if complement is None or lemma not in cues.ORDER:
        links = cues.CHARGE.get(lemma, frozenset()) | (
            frozenset(("as",)) if lemma in cues.NAME_AS else frozenset()
        )
        complement = next(
            (c for c in verb.children if c.dep_ == "prep" and c.lower_ in links and c.i > verb.i), None
        )
    if complement is None and lemma in cues.NAME:
        complement = child(verb, "oprd")
    if complement is not None:
        return subtree(complement) | (
            subtree(subject) if subject is not None and subject.i < verb.i else set()
        )
    if subject is not None and lemma in cues.JUDGE and agent_of(verb) is not None:
        return subtree(subject)
    return set()


def _noun(noun: Token) -> Saying | None:
    lemma = noun.lemma_.lower()
    if lemma not in cues.SAY_NOUN or noun.dep_ == "compound":
        return None
    owner = owner_of(noun)
    content: set[int] = set()
    frame = "noun_clause"
    for clause in noun.children:
        if clause.i < noun.i or clause.dep_ not in ("acl", "ccomp", "relcl"):
            continue
        that = child(clause, "mark")
        if (that is not None and that.lower_ == "that") or (
            clause.dep_ != "relcl" and _is_infinitive(clause)
        ):
            content = subtree(clause)
            break
    if not content:
        frame = "noun_phrase"
        prep = next(
            (c for c in noun.children if c.dep_ == "prep" and c.i > noun.i and c.lower_ in _NOUN_LINKS), None
        )
        held = child(prep, "pobj", "pcomp") if prep is not None else None
        if held is not None and prep is not None and prep.lower_ not in ("by", "from", "in", "with"):
            content = subtree(held)
    if not content:
        return None
    governor = noun.head
    light = noun.dep_ == "dobj" and governor.lemma_ in cues.LIGHT
    if owner is None and light:
        owner = subject_of(governor)
    if owner is None and lemma not in cues.FREE_NOUN:
        return None
    words = [*_cue_words(governor), noun] if light else [noun]
    return Saying(noun, frame, content - {noun.i}, owner, words)


def _adjective(adjective: Token) -> Saying | None:
    lemma = adjective.lower_
    if lemma not in cues.MIND or adjective.dep_ not in (
        "acomp",
        "oprd",
        "ROOT",
        "conj",
        "advcl",
        "acl",
        "relcl",
        "ccomp",
    ):
        return None
    content: set[int] = set()
    copula = adjective.head if adjective.dep_ == "acomp" else adjective
    for clause in (*adjective.children, *(copula.children if lemma in ("clear", "unclear") else ())):
        if clause.i > adjective.i and (
            clause.dep_ in ("ccomp", "xcomp", "csubj", "advcl") and (clause.dep_ != "advcl" or _asks(clause))
        ):
            content = subtree(clause)
            break
        if (
            clause.dep_ == "prep"
            and clause.i > adjective.i
            and clause.lower_ in ("about", "of", "by", "with", "at", "over", "in", "to")
        ):
            held = child(clause, "pobj", "pcomp")
            if held is not None:
                content = subtree(held)
                break
    if not content:
        return None
    speaker = subject_of(copula)
    if speaker is not None and speaker.lower_ in ("it", "that", "this", "which", "what"):
        speaker = None
    words = [*_cue_words(copula), adjective] if copula is not adjective else [adjective]
    return Saying(adjective, "adjective", content - {adjective.i, copula.i}, speaker, words)


def _according(token: Token) -> Saying | None:
    to = child(token, "prep") or (
        token.nbor() if token.i + 1 < len(token.doc) and token.nbor().lower_ == "to" else None
    )
    if to is None or to.lower_ != "to":
        return None
    source = child(to, "pobj") or child(token, "pobj")
    if source is None:
        return None
    own = _between_commas(token, subtree(token, source) | {to.i})
    content = _clause_around(token) - own
    return Saying(token, "according", content, source, [token, to]) if content else None


def _hearsay(adverb: Token) -> Saying | None:
    """ "The rebels reportedly left": the clause without the adverb, from nobody named."""
    content = _clause_around(adverb) - {adverb.i}
    return Saying(adverb, "hearsay", content, None, [adverb]) if content else None


def _clause_around(token: Token) -> set[int]:
    """The finite clause that *token* hangs in, cut off at clauses joined to it that have their own subject."""
    head = token.head
    while head.head is not head and (head.pos_ not in ("VERB", "AUX") or own_subject(head) is None):
        head = head.head
    joined = [
        c
        for c in head.children
        if c.dep_ == "conj" and own_subject(c) is not None and token.i < c.left_edge.i
    ]
    return subtree(head) - subtree(*joined)


def _between_commas(token: Token, own: set[int]) -> set[int]:
    """Where the parse spreads a fronted "according to" over the sentence, its words up to the comma only."""
    last = max(own)
    for index in range(token.i + 1, last):
        if (
            token.doc[index].text in (",", ":")
            and index + 1 < token.sent.end
            and index + 1 not in {t.i for t in token.subtree if t.dep_ in ("appos",)}
            and token.i == token.sent.start
        ):
            return {i for i in own if i <= index}
    return own


def content_runs(content: Iterable[int]) -> list[tuple[int, int]]:
    """Return token indices as runs ``[first, last + 1)`` in order."""
    runs: list[tuple[int, int]] = []
    for index in sorted(content):
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
