"""Who does it and to whom: the agents, patients and obliques of a verb or noun in the dependency parse.

Pure functions over spaCy tokens (ClearNLP labels). Each returns head tokens in reading order, conjuncts
included. Passives, relative clauses, participles, control ("urged Iran to halt") and raising ("is expected
to meet") are undone here and nowhere else; which verb means what is in ``verbframes``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.events.nounframes import PARTITIVES, REPRESENTING, SIDES
from trackrecord.read.events.verbframes import LIGHT, OBJECT_CONTROL, UNDERGOING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.parties.finding import Parties

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
# Participles that tell who is behind an act, with their prepositions.
_BEHIND = {
    "claim": ("by",),
    "blame": ("on",),
    "attribute": ("to",),
    "carry": ("by",),
    "launch": ("by",),
    "stage": ("by",),
    "order": ("by",),
    "commit": ("by",),
    "mount": ("by",),
    "lead": ("by",),
}
# How far a subject or a conjunct is followed: deep chains are parser errors, not English.
_DEPTH = 6


def conjuncts(heads: Iterable[Token]) -> list[Token]:
    """Return *heads* with everything coordinated with them, in reading order."""
    found: dict[int, Token] = {}
    queue = list(heads)
    while queue and len(found) < 40:
        token = queue.pop()
        if token.i in found:
            continue
        found[token.i] = token
        queue.extend(c for c in token.children if c.dep_ == "conj" and c.pos_ != "VERB")
    return [found[i] for i in sorted(found)]


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive, with or without an auxiliary ("soldiers killed in the raid")."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ == "conj"
        and not any(c.dep_ in ("nsubj", "aux", "dobj") for c in verb.children)
        and verb.head.i < verb.i
        and verb.head.tag_ == "VBN"
        and is_passive(verb.head)
    )


def agents(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of those who do what the verb says (empty where the text names none)."""
    if is_passive(verb):
        by = [
            p for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" for p in c.children
        ]
        return conjuncts(p for p in by if p.dep_ == "pobj")
    return surface_subject(verb, depth)


def patients(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of what the verb is done to: its object, or the subject of its passive."""
    if is_passive(verb):
        return surface_subject(verb, depth)
    own = [c for c in verb.children if c.dep_ in ("dative", "dobj", "obj") and c.pos_ != "ADP"]
    if not own:  # "urged Iran to halt" is often parsed with Iran as the infinitive's subject.
        own = [
            s
            for c in verb.children
            if c.dep_ in ("ccomp", "xcomp") and c.tag_ == "VB"
            for s in c.children
            if s.dep_ == "nsubj" and any(a.lower_ == "to" for a in c.children)
        ]
    datives = [c for c in own if c.dep_ == "dative"]
    if not own and verb.dep_ == "relcl":
        fronted = [c for c in verb.children if c.lower_ in RELATIVES and c.dep_ in ("dobj", "pobj")]
        if not fronted and any(c.dep_ == "nsubj" and c.lower_ not in RELATIVES for c in verb.children):
            return conjuncts([verb.head])
    return conjuncts(_through(t, verb) for t in (datives or own))


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of the verb's grammatical subject, its own or the one it shares with its governor."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "csubj"]
    if own:
        return conjuncts(_through(t, verb) for t in own[:1])
    if depth >= _DEPTH:
        return []
    awaited = _awaited(verb)
    if awaited:
        return awaited
    head, dep = verb.head, verb.dep_
    if dep == "acl" or (dep == "relcl" and head.pos_ in ("NOUN", "PROPN", "PRON")):
        if verb.tag_ in ("VBN", "VBG") or dep == "relcl":
            return conjuncts([head])
        return holders(head, depth + 1)
    if head.pos_ == "ADJ" and dep in ("xcomp", "ccomp") and head.head.pos_ in ("VERB", "AUX"):
        return surface_subject(head.head, depth + 1)  # "was ready to negotiate"
    if head.pos_ in ("VERB", "AUX") and dep in ("conj", "xcomp", "advcl", "ccomp", "dep", "prep", "pcomp"):
        return _shared(verb, head, dep, depth + 1)
    if dep == "pcomp" and head.dep_ in ("prep", "agent"):
        above = head.head
        if above.pos_ in ("VERB", "AUX"):
            blamed = head.lower_ in ("of", "for", "from") and patients(above, depth + 1)
            return blamed or agents(above, depth + 1) or surface_subject(above, depth + 1)
        return holders(above, depth + 1)
    return []


def _awaited(verb: Token) -> list[Token]:
    """Return the subject in "a date for A and B to meet": those between "for" and the infinitive's "to"."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if to is None or to.i == 0:
        return []
    last = to.nbor(-1)
    for _ in range(_DEPTH):
        if last.dep_ != "conj":
            break
        last = last.head
    if last.dep_ != "pobj" or last.head.lower_ != "for":
        return []
    people = conjuncts([last])
    return [t for t in people if t.pos_ in ("PROPN", "PRON") or t.lemma_.lower() in SIDES]


def _shared(verb: Token, head: Token, dep: str, depth: int) -> list[Token]:
    """Return the subject that *verb* takes over from the verb it hangs on."""
    if dep in ("xcomp", "ccomp", "advcl") and head.lemma_.lower() in OBJECT_CONTROL and verb.tag_ == "VB":
        done_to = patients(head, depth)
        if done_to:
            return done_to
        called = [p for o in head.children if o.dep_ == "prep" for p in o.children if p.dep_ == "pobj"]
        if called and head.lemma_.lower() in ("call", "appeal", "plead"):
            return conjuncts(called)
    if dep == "ccomp" and verb.tag_ not in ("VB", "VBG"):
        return []
    return surface_subject(head, depth)


def holders(noun: Token, depth: int = 0) -> list[Token]:
    """Return whose act or plan a noun is: its possessor, or the subject of the verb that governs it."""
    own = [c for c in noun.children if c.dep_ == "poss"]
    by = [p for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ == "by" for p in c.children]
    if own or by:
        return conjuncts(own or [p for p in by if p.dep_ == "pobj"])
    if depth >= _DEPTH:
        return []
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return agents(head, depth + 1)
    if noun.dep_ == "conj":
        return holders(head, depth + 1)
    return []


def obliques(head: Token, preps: Iterable[str]) -> list[Token]:
    """Return the objects of the given prepositions that hang on *head* or on its object or particle."""
    wanted = tuple(preps)
    found: dict[str, list[Token]] = {}
    places = [
        head,
        *(c for c in head.children if c.dep_ in ("dobj", "nsubjpass", "prt", "advmod", "prep", "dative")),
    ]
    for place in places:
        for child in place.children:
            if child.dep_ in ("prep", "dative", "agent") and child.lower_ in wanted:
                objects = [p for p in child.children if p.dep_ == "pobj"]
                if not objects:  # "protests against A entering their second week"
                    objects = [
                        s
                        for p in child.children
                        if p.dep_ == "pcomp"
                        for s in p.children
                        if s.dep_ == "nsubj"
                    ]
                found.setdefault(child.lower_, []).extend(objects)
    for prep in wanted:
        if found.get(prep):
            return conjuncts(found[prep])
    return []


def _through(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, else the token itself."""
    if token.lower_ in RELATIVES and verb.dep_ == "relcl":
        return verb.head
    if token.lower_ in RELATIVES and verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        return verb.head.head
    return token


def noun_agents(noun: Token) -> list[Token]:
    """Return who does what the event noun names: possessor, by-phrase, light verb's subject, or modifier."""
    own = [c for c in noun.children if c.dep_ == "poss"]
    by = [p for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ == "by" for p in c.children]
    if own or by:
        return conjuncts(own or [p for p in by if p.dep_ == "pobj"])
    told = _perpetrators(noun)
    if told:
        return told
    light = light_verb(noun)
    if light is not None and light.lemma_.lower() not in UNDERGOING:
        found = agents(light)
        if found:
            return found
    return []


def _perpetrators(noun: Token) -> list[Token]:
    """Return who is said to be behind an act ("an attack claimed by A", "blamed on A", "carried out by A")."""
    for verb in noun.children:
        if verb.dep_ not in ("acl", "relcl") or verb.tag_ not in ("VBN", "VBD"):
            continue
        preps = _BEHIND.get(verb.lemma_.lower(), ())
        for prep in verb.children:
            if prep.dep_ in ("agent", "prep") and prep.lower_ in preps:
                return conjuncts(p for p in prep.children if p.dep_ == "pobj")
    return []


def light_verb(noun: Token) -> Token | None:
    """Return the verb that lends the event noun its subject ("held talks", "talks were held"), or None."""
    top = noun
    for _ in range(_DEPTH):
        if top.dep_ != "conj" or top.head.pos_ not in ("NOUN", "PROPN"):
            break
        top = top.head
    head = top.head
    claim = _claim_of(top)
    if claim is not None:
        return claim
    if top.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB" and head.lemma_.lower() in LIGHT:
        return head
    if top.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ in ("in", "for", "on", "to"):
        above = head.head
        if above.pos_ == "VERB" and above.lemma_.lower() in (
            "engage",
            "arrive",
            "join",
            "go",
            "take",
            "participate",
            "come",
        ):
            return above
    return None


def verb_above(token: Token) -> Token:
    """Return the nearest verb that governs the token (the root where none does)."""
    current = token
    while current.head.i != current.i:
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            break
    return current


def _name_after(head: Token, parties: Parties) -> str | None:
    """Return the person named between commas right after a described one ("the leader of A, B B, on Monday")."""
    if head.tag_ != "NN" or head.lemma_.lower() not in REPRESENTING:
        return None
    last = max(t.i for t in head.subtree)
    doc = head.doc
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    if last + 2 >= len(doc) or doc[last + 1].text != "," or last - head.i > 8:
        return None
    mention = parties.mention_at(doc[last + 2])
    party = parties.get(parties.at(doc[last + 2]))
    if mention is None or party is None or mention.kind != "name" or party.kind != "person":
        return None
    return party.id


def _claim_of(noun: Token) -> Token | None:
    """Return the verb of "claimed responsibility for the attack": its subject did it."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("for", "of"):
        return None
    middle = noun.head.head
    if middle.lemma_.lower() in ("responsibility", "credit") and middle.dep_ in ("dobj", "nsubjpass"):
        return middle.head if middle.head.pos_ == "VERB" else None
    return None


def denoted(head: Token, parties: Parties, depth: int = 0) -> list[str]:
    """Return the ids of the parties that the noun phrase headed by *head* stands for, coordination apart.

    Whoever is described comes first, then a name in apposition, then the body that they act for:
    "a delegation of the council" gives the delegation and the council, "representatives of A, B and C" all three.
    """
    ids: list[str] = []
    own = parties.at(head)
    if own is not None:
        ids.append(own)
        mention = parties.mention_at(head)
        if mention is not None and mention.kind == "name":
            return ids
    for child in head.children:
        # An apposition far away is a parser error.
        if child.dep_ in ("appos", "flat") and abs(child.i - head.i) < 12 and parties.at(child) is not None:
            ids.extend(i for i in (parties.at(child),) if i is not None)
    named = _name_after(head, parties) if depth == 0 else None
    if named is not None:
        ids.append(named)
    if head.lemma_.lower() in PARTITIVES | REPRESENTING and depth < 3:
        for child in head.children:
            if child.dep_ in ("compound", "amod", "nmod", "poss"):
                inner = parties.at(child)
                if inner is not None:
                    ids.append(inner)
                elif child.dep_ == "poss":
                    ids.extend(denoted(child, parties, depth + 1))
        of = [
            p
            for c in head.children
            if c.dep_ == "prep" and c.lower_ in ("of", "from", "for")
            for p in c.children
        ]
        for token in conjuncts(p for p in of if p.dep_ == "pobj"):
            ids.extend(denoted(token, parties, depth + 1))
    if not ids:
        found = parties.of(head)
        ids = [found] if found is not None else []
    return list(dict.fromkeys(ids))
