"""Contents that are clauses: "said that …", "…, she said", "refused to …", "urged them to …", "seems to …".

Every function takes a verb and its lemma and returns the indices of its content's tokens, empty where the frame
does not fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import child, own_subject
from trackrecord.read.statements import cues
from trackrecord.read.statements.sayings import AFTER, BEFORE, asks, is_infinitive, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token


_AFTER_DASH = frozenset(("and", "but", "while", "as", "although", "though", "a", "an"))
_AFTER_COMMA = frozenset(("but", "while", "although", "though"))
_CLOSING = frozenset(("”", '"', "''", "’", "'"))
_SUBJECTS = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ", "ADV", "NUM"))
_CLAUSAL = frozenset(("ccomp", "csubj"))
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))


def clause_content(verb: Token, lemma: str) -> set[int]:
    """ "She said (that) it was over"; "they asked whether …"; "“It is over,” she said"; "It is, she said, over."."""
    if lemma not in cues.SAY and lemma not in cues.THINK:
        return set()
    clauses = [c for c in verb.children if c.dep_ in _CLAUSAL and not is_small_clause(c, lemma)]
    # With a clause on either side, the one before belongs to a sentence that was run into this one.
    clauses = [c for c in clauses if c.i > verb.i] or clauses
    if lemma in cues.QUOTE_ONLY:
        clauses = [c for c in clauses if c.i < verb.i or child(c, "mark") is not None]
    if not clauses:
        clauses = [
            c
            for c in verb.children
            if c.dep_ in ("advcl", "pcomp", "xcomp")
            and c.i > verb.i
            and (asks(c) or _asks_if(c, lemma))
            and lemma not in cues.QUOTE_ONLY
        ]
    if clauses:
        content = subtree(*clauses)
        others = [c for c in verb.children if c not in clauses]
        content -= subtree(
            *(c for c in others if c.dep_ in ("nsubj", "advmod", "aux", "prep", "npadvmod", "dobj", "dative"))
        )
        content.discard(verb.i)
        return _without_tail(content, verb, clauses[-1])
    return parenthetical_content(verb, lemma) or _linear(verb, lemma)


def _asks_if(clause: Token, lemma: str) -> bool:
    return lemma in ("ask", "wonder", "inquire", "enquire") and clause.left_edge.lower_ == "if"


def _without_tail(content: set[int], verb: Token, clause: Token) -> set[int]:
    """Drop what the reporter goes on with: "…, but others left", "— and they left", "…, adding that …"."""
    doc = verb.doc
    for index in sorted(content):
        if index <= max(clause.i, verb.i):
            continue
        if index + 1 not in content:
            # What stands beyond a gap was hung here by mistake.
            return {i for i in content if i <= index}
        if _goes_on(doc[index], doc[index + 1]) or tells_more(doc[index], verb):
            return {i for i in content if i < index or (i == index and doc[i].text in _CLOSING)}
    return content


def _goes_on(mark: Token, following: Token) -> bool:
    """Whether the reporter's own sentence is taken up again after this comma or dash."""
    dashed = mark.text in ("—", "–", "--", "-")
    if not dashed and not is_comma(mark):
        return False
    if (
        following.tag_ == "VBG"
        and following.dep_ in ("advcl", "acl", "xcomp", "conj")
        and following.lemma_ in cues.TELLING_ON
    ):
        return True
    then = following.nbor().lower_ if following.i + 1 < len(following.doc) else ""
    if following.lower_ in ("although", "though", "while"):
        return following.nbor().pos_ in _SUBJECTS if then else False
    return then != "that" and following.lower_ in (_AFTER_DASH if dashed else _AFTER_COMMA)


def is_comma(mark: Token) -> bool:
    """Whether the token is a comma, or the closing quotation mark after one."""
    if mark.text in _CLOSING and mark.i:
        mark = mark.nbor(-1)
    return mark.text == ","


def tells_more(joint: Token, verb: Token) -> bool:
    """Whether the speaker's second verb of saying follows: "said that it fell | and insisted that …"."""
    if joint.lower_ not in ("and", "but") or joint.i + 2 >= len(joint.doc):
        return False
    following = joint.nbor()
    if following.tag_ == "RB":
        following = following.nbor()
    if following.lemma_.lower() not in cues.SAY | cues.NAME or following.tag_ != verb.tag_:
        return False
    return following.tag_ in ("VBD", "VBZ", "VBP", "VBG")


def _linear(verb: Token, lemma: str) -> set[int]:
    """The words after "said that", "polls show he …" where the parse finds no clause: up to where it must end."""
    doc, end = verb.doc, min(verb.sent.end, verb.i + AFTER)
    start = verb.i + 1
    if lemma not in cues.INTERJECTED | {"show", "find", "indicate", "reveal", "announce"} or start >= end:
        return set()
    if not (verb.tag_.startswith("VB") and doc[start].lower_ in ("that", "he", "she", "they", "it", "there")):
        return set()
    last = next(
        (i for i in range(start + 1, end - 1) if doc[i].text == ";" or _goes_on(doc[i], doc[i + 1])), end
    )
    content = set(range(start, last))
    return content if any(doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") for i in content) else set()


def is_small_clause(clause: Token, lemma: str) -> bool:
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


def interjected_content(verb: Token, lemma: str) -> set[int]:
    """ "The talks, she said, will go on", whatever the parse makes of it: commas on both sides of subject and verb."""
    doc = verb.doc
    if lemma not in cues.INTERJECTED or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return set()
    sentence = verb.sent
    begin, end = max(sentence.start, verb.i - BEFORE), min(sentence.end, verb.i + AFTER)
    first = last = verb.i
    subject = own_subject(verb)
    if verb.i > begin and doc[verb.i - 1].text == ",":
        if subject is not None and subject.i < verb.i:
            return set()
        while last + 1 < end and doc[last + 1].text not in (",", ".") and last - verb.i < 14:
            last += 1
    else:
        while first - 1 > begin and doc[first - 1].text != "," and verb.i - first < 5:
            first -= 1
        # A longer phrase, or one with an article of description, is an apposition to what stands before.
        if first == verb.i or doc[first].pos_ not in ("PRON", "PROPN", "DET", "NOUN", "ADJ"):
            return set()
        if doc[first].lower_ in _RELATIVE | {"a", "an"} or subject is None or subject.i < first:
            return set()
    if first - 1 <= begin or last + 3 >= end:
        return set()
    if (
        doc[first - 1].text != ","
        or doc[last + 1].text != ","
        or doc[last + 2].lower_ in ("who", "which")
        or (doc[last + 2].lower_ in ("and", "but") and doc[last + 3].pos_ not in _SUBJECTS)
    ):
        return set()
    if subject is not None and subject.i > verb.i and last + 2 <= subject.right_edge.i:
        # "…, said Ms Hall, a judge": what follows tells who she is.
        return set()
    rest = {i for i in range(begin, end) if not first - 1 <= i <= last + 1}
    return rest if any(doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") for i in rest) else set()


def closing_content(verb: Token, lemma: str) -> set[int]:
    """ "The talks will go on, she said.": subject and verb alone after the sentence's last comma."""
    doc = verb.doc
    if lemma not in cues.INTERJECTED or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return set()
    sentence = verb.sent
    end = sentence.end
    while end > verb.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if end - verb.i > 5 or (
        end - verb.i > 1 and doc[verb.i + 1].lower_ in ("that", "it", "to", "he", "she", "they")
    ):
        return set()
    comma = next(
        (i for i in range(verb.i - 1, max(sentence.start, verb.i - 6), -1) if doc[i].text == ","), None
    )
    if comma is None or comma - sentence.start < 3 or comma - sentence.start > BEFORE:
        return set()
    between = [doc[i] for i in range(comma + 1, verb.i)]
    after = [doc[i] for i in range(verb.i + 1, end)]
    if between:
        if between[0].lower_ in _RELATIVE or between[-1].pos_ not in ("NOUN", "PROPN", "PRON"):
            return set()
        if any(t.pos_ not in ("NOUN", "PROPN", "PRON", "DET", "ADJ") for t in between):
            return set()
    elif not after or not any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in after):
        return set()
    content = set(range(sentence.start, comma))
    return content if any(doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") for i in content) else set()


def parenthetical_content(verb: Token, lemma: str) -> set[int]:
    """ "The talks, she said, will go on": the clause around a saying that hangs in it."""
    head = verb.head
    if lemma not in cues.SAY | {"think", "believe"} or lemma in cues.QUOTE_ONLY:
        return set()
    if (
        verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep")
        or head.pos_ not in ("VERB", "AUX")
        or head == verb
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


def intend_content(verb: Token, lemma: str) -> set[int]:
    """ "They promised to leave"; "he refused to say"."""
    if lemma not in cues.INTEND:
        return set()
    clause = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.i > verb.i and is_infinitive(c)),
        None,
    )
    if clause is None or (
        clause.dep_ == "advcl" and lemma not in ("agree", "promise", "decide", "plan", "vote")
    ):
        return set()
    return subtree(clause)


def order_content(verb: Token, lemma: str) -> set[int]:
    """ "She urged them to go"; "he wants it to end"; "they called on him to resign"."""
    if lemma not in cues.ORDER:
        return set()
    for clause in verb.children:
        if clause.dep_ in ("ccomp", "xcomp") and clause.i > verb.i and is_infinitive(clause):
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


def seem_content(verb: Token, lemma: str) -> set[int]:
    """ "The deal seems dead": subject and predicate are what seems so."""
    if lemma not in cues.SEEM:
        return set()
    subject = own_subject(verb)
    predicate = child(verb, "xcomp", "oprd", "acomp", "ccomp") or next(
        (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "like" and c.i > verb.i), None
    )
    if predicate is None:
        return set()
    return subtree(predicate) if subject is None or subject.lower_ == "it" else subtree(subject, predicate)


def made_clear_content(verb: Token, lemma: str) -> set[int]:
    """ "He made clear that it was over"."""
    if lemma != "make":
        return set()
    clear = child(verb, "ccomp", "acomp", "oprd", "xcomp")
    if clear is None or clear.lower_ not in ("clear", "plain", "known"):
        return set()
    clause = child(clear, "ccomp", "advcl") or child(verb, "advcl")
    return subtree(clause) if clause is not None and clause != clear else set()
