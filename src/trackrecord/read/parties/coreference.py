"""What else stands for a party: descriptions ("the envoy", "a senior official", "the group") and pronouns.

A rule resolver by salience, in the line of Lappin & Leass (1994): candidates in the last few sentences agree in
number, gender and kind; nearness, subjecthood and names weigh. First and second person are left to the
statements, whose speaker they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.parse import span_of
from trackrecord.read.parties import gazetteer
from trackrecord.read.parties.drafts import Draft
from trackrecord.read.parties.offices import is_role_word
from trackrecord.read.parties.phrases import is_counted, is_definite, modifiers, phrase_of
from trackrecord.read.parties.roles import ARMED, BODY, FEMALE, MALE, OFFICE, PERSON
from trackrecord.read.statements.cues import SAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed

_SUBJECT = frozenset(("nsubj", "nsubjpass", "agent"))
_HE = {"he": "male", "him": "male", "his": "male", "himself": "male"}
_SHE = {"she": "female", "her": "female", "hers": "female", "herself": "female"}
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
# "The group", "the movement": they take up any body; "the ministry" takes up only one so named.
_ANY_BODY = frozenset(
    "group movement organisation organization militia faction party agency bloc union alliance body".split()
)
# In the name of a body that bears no arms.
_CIVIL = frozenset(
    """cross crescent nations union council ministry department bank court committee agency press news house post
    commission parliament assembly university fund office institute society embassy times radio herald""".split()
)
_STATE = frozenset("government administration regime authority".split())
_PLAIN = frozenset("militant armed islamist political same whole entire other latter former".split())
# How many sentences back a pronoun reaches, and how many mentions back a description: bounds the work.
_REACH = 3
_MEMORY = 400
# How many mentions back a pronoun reaches; three sentences of news seldom hold half as many.
_NEAR = 80


class Resolver:
    """Walks the tokens of a report in order and gives every description and pronoun its party."""

    def __init__(
        self, parsed: Parsed, drafts: list[Draft], owned: dict[int, Draft], offices: set[int]
    ) -> None:
        """*owned* maps token indices inside names to their drafts; *offices* are tokens that tell an office."""
        self.parsed = parsed
        self.drafts = drafts
        self.owned = owned
        self.offices = offices
        self.seen: list[tuple[int, int, bool, Draft]] = []  # token, sentence, subject, draft; text order
        self.pronouns: dict[int, Draft] = {}
        self.called: dict[str, Draft] = {}  # what "the movement" stood for when it was last said

    def run(self) -> None:
        """Resolve the whole report."""
        for index, sentence in self.parsed.sentences():
            for token in sentence:
                if token.is_space or token.is_punct:
                    continue
                self._visit(token, index)

    def _visit(self, token: Token, sentence: int) -> None:
        named = self.owned.get(token.i)
        if named is not None:
            if token.i + 1 not in self.owned or self.owned[token.i + 1] is not named:
                self._note(token, sentence, named)
            return
        if token.i in self.offices:
            return
        low = token.lower_
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$"):
            draft = self._pronoun(token, low, sentence)
            if draft is not None:
                draft.add(span_of([token]), "pronoun")
                self.pronouns[token.i] = draft
                self._note(token, sentence, draft)
        elif token.pos_ in ("NOUN", "PROPN") and self._describes(token):
            self._describe(token, sentence)

    def _note(self, token: Token, sentence: int, draft: Draft) -> None:
        self.seen.append((token.i, sentence, _is_subject(token), draft))

    # ------------------------------------------------------------------ descriptions

    def _describes(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        if token.dep_ in ("compound", "amod", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
            return False
        return is_role_word(token) or lemma in BODY or lemma in PERSON

    def _describe(self, token: Token, sentence: int) -> None:
        lemma = token.lemma_.lower()
        plural = token.tag_ in ("NNS", "NNPS") or lemma in ("people", "police")
        if self._predicated(token, lemma) or any(
            c.lower_ in ("no", "any", "not", "neither") for c in token.children
        ):
            return
        phrase = phrase_of(token)
        span = span_of(phrase)
        mods = modifiers(phrase, token)
        owner = self._owner_of(token)
        draft = self._apposed(token)
        if draft is None and is_definite(token):
            draft = self._taken_up(token, lemma, plural, mods, owner, sentence)
        if draft is None:
            draft = self._same_words(lemma, plural, mods, owner, token)
        if (
            draft is None
            and lemma in BODY
            and not plural
            and owner is None
            and not (is_definite(token) or _is_subject(token))
        ):
            return
        if draft is None:
            draft = self._new(token, lemma, plural, phrase, mods, owner)
        draft.add(span, "nominal")
        self._note(token, sentence, draft)

    def _predicated(self, token: Token, lemma: str) -> bool:
        """ "Ann Lee was appointed envoy": a predicate tells the subject's office and is no party of its own."""
        if token.dep_ not in ("attr", "oprd"):
            return False
        for child in token.head.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i in self.owned:
                draft = self.owned[child.i]
                negated = any(c.dep_ == "neg" for c in token.head.children)
                if draft.kind == "person" and lemma in OFFICE and not negated:
                    draft.offices.append(
                        " ".join(self.parsed.text[slice(*span_of(phrase_of(token)))].split())
                    )
        return True

    def _apposed(self, token: Token) -> Draft | None:
        """ "The envoy, Ann Lee, …" or "Ann Lee, the envoy": the person that stands in apposition."""
        for other in (
            *(c for c in token.children if c.dep_ == "appos"),
            *([token.head] if token.dep_ == "appos" else []),
        ):
            draft = self.owned.get(other.i)
            between = token.doc[min(other.i, token.i) + 1 : max(other.i, token.i)]
            if len(between) > 10 or any(t.pos_ in ("VERB", "AUX", "CCONJ") for t in between):
                continue
            if draft is not None and draft.kind == (
                "person" if token.lemma_.lower() in PERSON else draft.kind
            ):
                return draft
        return None

    def _owner_of(self, token: Token) -> Draft | None:
        """The named party that the described one belongs to: "Norland officials", "the council's envoy", "head of X"."""
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nmod", "poss") and child.i in self.owned:
                return self.owned[child.i]
            if child.dep_ == "poss" and child.i in self.pronouns:
                return self.pronouns[child.i]
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "for", "in", "at"):
                for deeper in child.children:
                    if deeper.dep_ != "pobj":
                        continue
                    if deeper.i in self.owned:
                        return self.owned[deeper.i]
                    # "An official of Norland's interior ministry" belongs to Norland.
                    for inner in deeper.children:
                        if inner.dep_ in ("poss", "compound", "amod", "nmod") and inner.i in self.owned:
                            return self.owned[inner.i]
        return None

    def _taken_up(
        self, token: Token, lemma: str, plural: bool, mods: frozenset[str], owner: Draft | None, sentence: int
    ) -> Draft | None:
        """A definite description of somebody already spoken of."""
        plain = mods - _PLAIN
        if lemma in PERSON and not plural and lemma not in ARMED:
            return self._latest(
                lambda d: (
                    d.kind == "person"
                    and not d.anonymous
                    and any(_office_fits(office, lemma, plain) for office in d.offices)
                ),
            ) or self._latest(
                lambda d: d.anonymous and not d.plural and d.head == lemma and _fits(d, plain, owner)
            )
        if (
            lemma in _STATE
            and owner is not None
            and owner.country
            and owner.kind in ("country", "government")
        ):
            owner.kind = "government"
            return owner
        called = self._latest(lambda d: not d.anonymous and not plural and _is_named_for(d, lemma, plain))
        if called is not None:
            return called
        again = self._latest(
            lambda d: d.anonymous and d.plural == plural and d.head == lemma and _fits(d, plain, owner)
        )
        if (
            again is None
            and (lemma in _ANY_BODY or (lemma in ARMED and plural))
            and not plain
            and owner is None
        ):
            # Who was called so is called so again: "the movement" changes hands less often than a subject does.
            again = self.called.get(lemma) or self._salient(
                sentence, token, lambda d: _may_be_group(d, lemma in ARMED)
            )
            if again is not None and not plural:
                self.called[lemma] = again
            if again is not None and (lemma in ARMED or mods & ARMED):
                again.kind = "armed_group"
        return again

    def _same_words(
        self, lemma: str, plural: bool, mods: frozenset[str], owner: Draft | None, token: Token
    ) -> Draft | None:
        """A bare or repeated description: "US officials" is one party of a report, "officials" its latest."""
        if not plural and lemma in PERSON and not (lemma in OFFICE and mods):
            return None
        if is_counted(token):
            return None
        if plural and not mods and owner is None:
            return self._latest(lambda d: d.anonymous and d.plural and d.head == lemma)
        return self._latest(
            lambda d: (
                d.anonymous
                and d.plural == plural
                and d.head == lemma
                and d.modifiers == mods
                and d.belongs_to is owner
            )
        )

    def _new(
        self,
        token: Token,
        lemma: str,
        plural: bool,
        phrase: list[Token],
        mods: frozenset[str],
        owner: Draft | None,
    ) -> Draft:
        lead = phrase[0]
        bare = lead.pos_ == "DET" or lead.lower_ in ("the", "a", "an") or lead.tag_ == "PRP$"
        words = phrase[1:] if bare else phrase
        text = self.parsed.text[slice(*span_of(words or phrase))]
        kind = "organisation" if lemma in BODY else "group" if plural else "person"
        if kind == "person" and lemma in OFFICE and (is_definite(token) or owner is not None):
            kind = "office"
        if lemma in ARMED and plural:
            kind = "armed_group"
        draft = Draft(kind, " ".join(text.split()), gazetteer.fold(text), plural=plural, anonymous=True)  # type: ignore[arg-type]
        draft.head, draft.modifiers, draft.belongs_to = lemma, mods, owner
        draft.country = owner.country if owner is not None else None
        draft.gender = "female" if lemma in FEMALE else "male" if lemma in MALE else "unknown"
        self.drafts.append(draft)
        return draft

    # ------------------------------------------------------------------ pronouns

    def _pronoun(self, token: Token, low: str, sentence: int) -> Draft | None:
        if low in _HE or low in _SHE:
            gender = _HE.get(low) or _SHE[low]
            other = "female" if gender == "male" else "male"
            found = self._salient(
                sentence,
                token,
                lambda d: d.kind in ("person", "office") and not d.plural and d.gender != other,
            )
            if found is not None and found.gender == "unknown":
                found.gender = "male" if gender == "male" else "female"
            return found
        if low in _THEY:
            return self._salient(
                sentence,
                token,
                lambda d: d.plural or d.kind in ("group", "organisation", "armed_group", "government"),
            )
        if low in _IT and not _expletive(token):
            return self._salient(
                sentence,
                token,
                lambda d: d.kind in ("organisation", "armed_group", "government", "country") and not d.plural,
            )
        return None

    def _salient(self, sentence: int, token: Token, fits: Callable[[Draft], bool]) -> Draft | None:
        best: tuple[float, int] | None = None
        chosen = None
        clause = _clause(token)
        speaks = token.lower_ in ("he", "she") and _speaks(token)
        gender = _HE.get(token.lower_) or _SHE.get(token.lower_)
        possessive = token.dep_ == "poss"
        for at, where, subject, draft in reversed(self.seen[-_NEAR:]):
            if sentence - where > _REACH:
                break
            if not fits(draft):
                continue
            # Within one clause a non-reflexive pronoun and its antecedent are two different phrases (principle B).
            same_clause = where == sentence and clause is not None and _clause(self.parsed.doc[at]) == clause
            if same_clause and not possessive and not token.lower_.endswith(("self", "selves")):
                continue
            score = -4.0 * (sentence - where) + (3.0 if subject else 0.0) + (0.0 if draft.anonymous else 1.0)
            # Whom the sentence is about, before the subject of a clause within it.
            score += 1.0 if subject and _leads(self.parsed.doc[at]) else 0.0
            score += 0.5 if draft.country is None else 0.0
            # One known to be a woman before one of whom nothing is known, though that be the subject.
            score += 4.5 if gender is not None and draft.gender == gender else 0.0
            # "She added" takes up the last that spoke, before the last that was spoken of.
            score += 4.0 if speaks and _speaks(self.parsed.doc[at]) else 0.0
            if best is None or (score, at) > best:
                best, chosen = (score, at), draft
        return chosen

    def _latest(self, fits: Callable[[Draft], bool]) -> Draft | None:
        recent = self.seen[-_MEMORY:]
        return next((draft for _, _, _, draft in reversed(recent) if fits(draft)), None)


def _speaks(token: Token) -> bool:
    """Whether the token is the subject of a verb of saying, or stands in "according to"."""
    head = token.head
    if token.dep_ == "nsubj":
        return head.lemma_.lower() in SAY
    return token.dep_ == "pobj" and head.lower_ == "to" and head.i > 0 and head.nbor(-1).lower_ == "according"


def _is_subject(token: Token) -> bool:
    head = token
    while head.dep_ in ("conj", "compound", "appos") and head.head.i != head.i:
        head = head.head
    return head.dep_ in _SUBJECT


def _leads(token: Token) -> bool:
    """Whether a subject is that of its sentence's main verb."""
    return token.head.dep_ == "ROOT" or (token.head.dep_ == "conj" and token.head.head.dep_ == "ROOT")


def _is_named_for(draft: Draft, lemma: str, mods: frozenset[str]) -> bool:
    """ "The militia" after "River Militia", "the ministry" after "Ministry of Health": the noun is in the name."""
    if draft.kind not in ("organisation", "armed_group", "group"):
        return False
    words = draft.key.split()
    return len(words) > 1 and lemma in (words[-1], words[0]) and mods <= set(words)


def _may_be_group(draft: Draft, armed: bool) -> bool:
    """Whether "the group" ("the militants") may take up a named body: no armed group is called a bank or court."""
    if draft.anonymous or draft.kind not in ("armed_group", "organisation"):
        return False
    return not (armed and draft.kind == "organisation" and _CIVIL & set(draft.key.split()))


def _office_fits(office: str, lemma: str, mods: frozenset[str]) -> bool:
    words = {w.strip(".,").lower() for w in office.split()}
    return lemma in words and all(m in words for m in mods)


def _fits(draft: Draft, mods: frozenset[str], owner: Draft | None) -> bool:
    """Whether a description may take up an earlier one: no modifier and no owner speaks against it."""
    if owner is not None and draft.belongs_to is not None and draft.belongs_to is not owner:
        return False
    if not mods or mods <= draft.modifiers or draft.modifiers <= mods:
        return True
    return owner is not None and draft.belongs_to is None and len(mods) == 1


def _clause(token: Token) -> int | None:
    """Index of the verb that heads the token's clause."""
    current = token
    while current.head.i != current.i:
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return int(current.i)
    return None


def _expletive(token: Token) -> bool:
    if token.dep_ == "expl":
        return True
    head = token.head
    if head.lemma_ == "be" and _is_bound_to(head):
        return False
    return (
        token.lower_ == "it"
        and token.dep_ in ("nsubj", "nsubjpass")
        and any(c.dep_ in ("ccomp", "csubj", "acomp", "xcomp", "advcl") for c in head.children)
        and (head.lemma_ == "be" or token.dep_ == "nsubjpass" or head.lemma_ in ("seem", "appear", "remain"))
    )


def _is_bound_to(be: Token) -> bool:
    """ "It is to pay": what is to do something is somebody; "it is hard to pay", "it is for them to pay" tell of nobody."""
    after = next((t for t in be.rights if t.dep_ not in ("neg", "advmod", "punct")), None)
    return after is not None and after.dep_ == "xcomp" and any(c.lower_ == "to" for c in after.lefts)
