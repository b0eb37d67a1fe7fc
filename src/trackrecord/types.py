"""The nouns of trackrecord as frozen dataclasses.

Every stage takes and gives these; none of them does any work. Conventions that hold throughout:

* A **span** is ``[start, end)`` in Unicode code points of a report's *cleaned* text, and
  ``text[span.start:span.end]`` is the quoted text, always.
* Inside one reading, things refer to each other by position: ``Event.date`` is an index into
  ``Reading.dates``, ``Deed.about`` holds indices into ``Reading.commitments``, and a party is named by its
  reading-local id (``"p1"``).
* Across reports, a reading's item is named by an :class:`Ref` (report id, kind, index).
* Dates are EDTF strings (``2021-10``, ``2021-10-07``, ``2021-10-07~``, ``2021-10-04/2021-10-10``) so that
  their precision is part of the value; where a day range is needed it is a pair of ISO days, both inclusive.

The next noun goes here; the next *verb* goes into the stage that does it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """``[start, end)`` in code points of a report's cleaned text."""

    start: int
    end: int

    def text(self, whole: str) -> str:
        """Return the quoted text: ``whole[start:end]``."""
        return whole[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


# --------------------------------------------------------------------------- reports

PublishedBasis = Literal["given", "page", "inferred", "unknown"]
RemovedReason = Literal["furniture", "caption", "credit", "spam", "newsletter", "comments", "share", "link"]


@dataclass(frozen=True, slots=True)
class RawReport:
    """One collected item before cleaning: what ``collect`` hands to ``clean``.

    ``data`` is the original bytes (of one ``.jsonl`` line for line input). ``path`` is the path below the
    source that was named on the command line (order- and machine-independent); ``location`` is where it was
    found this time (absolute path, ``path:LINE`` for lines, or ``-``). ``markup`` says how to clean it.
    ``text`` is the decoded text or HTML. ``published`` is an EDTF date that a manifest, a line or the caller gave.
    ``notes`` say in plain words what was odd about it (a date that was refused, bytes that were replaced).
    """

    data: bytes
    text: str
    markup: Literal["text", "html"]
    path: str
    location: str
    encoding: str
    sha256: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    given_id: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was not taken, and why. ``location`` names the file, line or url; ``step`` what to do next."""

    location: str
    cause: str
    step: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of the original text that cleaning took out of the report. Nothing is removed unlisted."""

    text: str
    reason: RemovedReason


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, cleaned. ``id`` is the hash of ``text``; the text is never altered after this.

    ``published`` is an EDTF date or None; ``published_basis`` says how it is known, and
    ``published_evidence`` quotes what an inferred date rests on (None otherwise).
    ``sentences`` and ``paragraphs`` are spans in reading order that do not overlap; every character of the
    text that is not white space lies in exactly one sentence.
    ``garble`` runs from 0 (reads like clean news) to 1 (reads machine-rewritten).
    ``language`` is an ISO 639-1 code; reports whose language is not ``en`` are kept and not read.
    ``notes`` say in plain words what was odd in collecting or cleaning it.
    """

    id: str
    text: str
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    published_evidence: str | None = None
    language: str = "en"
    garble: float = 0.0
    removed: tuple[Removed, ...] = ()
    notes: tuple[str, ...] = ()


# --------------------------------------------------------------------------- a reading

PartyKind = Literal[
    "person", "organisation", "armed_group", "government", "country", "office", "place", "group"
]
MentionKind = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or stands for a party: by name, by description ("the minister") or by pronoun."""

    span: Span
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or some place that one report speaks of, with all its mentions in that report.

    ``id`` is local to the reading (``p1``, ``p2`` … in order of first mention). ``name`` is the fullest name
    in the report (titles dropped for people), ``names`` every distinct name form as written, titles kept.
    ``office`` is a title or office as written ("foreign ministry spokesman"). ``country`` is an ISO 3166-1
    alpha-3 code where the party is, or belongs to, a country. ``anonymous`` marks an unnamed speaker or group
    kept as described ("a senior administration official"). ``belongs_to`` is the id of the party it is part of
    or speaks for ("a Northland delegation" belongs to Northland).
    """

    id: str
    kind: PartyKind
    name: str
    mentions: tuple[Mention, ...]
    names: tuple[str, ...] = ()
    office: str | None = None
    country: str | None = None
    anonymous: bool = False
    belongs_to: str | None = None


ThingKind = Literal["agreement", "law", "operation", "product", "event"]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that one report names and that is no party: an agreement, a law or resolution, an operation, a product.

    ``name`` is the fullest form in the report. ``key`` tells it apart in any report: the folded name, of a product its
    designation ("a380"), of a resolution its number ("resolution 1701"). ``mentions`` are in text order.
    """

    kind: ThingKind
    name: str
    key: str
    mentions: tuple[Span, ...]


DateType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, time, duration or set with its TIMEX3 ``value`` and, where it denotes one, its ``edtf``.

    ``first`` and ``last`` are the ISO days it covers, both inclusive (None where it denotes no day range:
    durations, sets, vague or unanchored dates).
    """

    span: Span
    type: DateType
    value: str
    edtf: str | None = None
    first: str | None = None
    last: str | None = None


Bound = Literal["exact", "at_least", "at_most", "more_than", "less_than", "about", "nearly"]
Change = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: ``value``, the range ``low``–``high`` it allows (None = open), and what it counts.

    ``span`` covers bound words, number and unit ("more than 12,000", "nearly $2 billion"). ``counts`` is the
    span of the noun phrase counted, ``counts_text`` that phrase. ``unit`` is a normalised unit or ISO 4217
    currency code, ``%`` for per cent, None for a bare count. ``event`` is the lemma of the verb that governs
    it ("kill", "evacuate") or None. ``given_by`` is a party id, ``place`` a party id, ``as_of`` an index into
    ``Reading.dates``.
    """

    span: Span
    value: float
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    counts: Span | None = None
    counts_text: str | None = None
    change: Change | None = None
    event: str | None = None
    given_by: str | None = None
    place: str | None = None
    as_of: int | None = None
    sentence: int = 0


StatementKind = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, written or thought by somebody, as the report conveys it.

    ``content``, ``speaker`` and ``cue`` are tuples of spans because each can be discontinuous
    ("“Words,” he said, “are good.”"). For a direct quotation the content includes its quotation marks.
    ``party`` is the speaker's party id; ``anonymous`` is True when the speaker has no name in the report.
    ``speaker_text`` is the speaker as a reader would name it (the party's name, or the description).
    ``conveyed_by`` is the outlet or person the report has it from ("told Reuters" gives "Reuters").
    """

    content: tuple[Span, ...]
    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]
    kind: StatementKind
    party: str | None = None
    anonymous: bool = False
    speaker_text: str | None = None
    conveyed_by: str | None = None


EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Reality = Literal["happened", "ongoing", "planned", "called_for", "denied", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER event. ``actors`` and ``recipients`` are party ids, ``place`` a party id, ``date`` an index into
    ``Reading.dates``. ``span`` covers the event's clause, ``trigger`` the word or words that name it.
    """

    span: Span
    trigger: Span
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: int | None
    place: str | None
    reality: Reality
    sentence: int = 0


CommitmentKind = Literal["promise", "agreement", "offer", "demand", "threat", "refusal"]
# Those by which one binds oneself; the others are told apart from them.
UNDERTAKINGS: tuple[CommitmentKind, ...] = ("promise", "agreement", "offer")
Polarity = Literal["do", "refrain", "allow", "maintain"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """One mention of a commitment, or of one of the three kinds told apart from it (demand, threat, refusal).

    ``by`` is the party that would have to act (for a threat or refusal: the one speaking), ``to`` the party it
    is given to (for a demand: who demands), ``conveyed_by`` who tells of it when not the reporter.
    ``action``, ``condition`` and ``deadline`` lie inside the sentence; ``deadline_last`` is the last ISO day
    of the deadline where it denotes one. ``denied`` is True where the text says the undertaking was *not* given
    ("nothing has been promised").
    """

    span: Span
    sentence: int
    kind: CommitmentKind
    by: str | None
    by_party: str | None
    to: str | None
    to_party: str | None
    conveyed_by: str | None
    action: Span
    polarity: Polarity
    condition: Span | None = None
    deadline: Span | None = None
    deadline_last: str | None = None
    denied: bool = False


Relation = Literal[
    "kept",
    "progress",
    "partly",
    "stalled",
    "broken",
    "alleged_broken",
    "disputed",
    "condition_met",
    "condition_unmet",
    "withdrawn",
]
Interest = Literal["promisor", "beneficiary", "adversary", "third_party", "reporter", "unknown"]


@dataclass(frozen=True, slots=True)
class Deed:
    """A span that bears on whether a commitment was honoured.

    ``about`` holds indices of commitments of the same reading that it bears on (empty: only ones in other
    reports may be meant; linking finds them). ``asserted_by`` names who says so, None for the reporter;
    ``by_party`` is the party whose conduct it reports.
    """

    span: Span
    sentence: int
    relation: Relation
    asserted_by: str | None
    asserted_by_party: str | None
    interest: Interest
    by_party: str | None
    about: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one report. A pure function of the report and of trackrecord's version."""

    report: Report
    parties: tuple[Party, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    deeds: tuple[Deed, ...] = ()
    things: tuple[Thing, ...] = ()

    def party(self, party_id: str | None) -> Party | None:
        """Return the party with that reading-local id, or None."""
        return next((p for p in self.parties if p.id == party_id), None)


# --------------------------------------------------------------------------- across reports

ItemKind = Literal["party", "date", "figure", "statement", "event", "commitment", "deed"]


class Ref(NamedTuple):
    """One item of one reading: report id, kind, and its index in that reading's tuple of that kind."""

    report: str
    kind: ItemKind
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs of a reference


CorruptionKind = Literal["name", "number", "negation", "attribution", "word"]


@dataclass(frozen=True, slots=True)
class Corruption:
    """Something that a copy tells otherwise than its original: a name, a number, whether it is so, who said it.

    ``original`` and ``copy`` are the spans in the two reports, ``original_text`` and ``copy_text`` what they quote.
    ``word`` is a word put for its contrary ("above" for "below").
    """

    kind: CorruptionKind
    original: Span
    copy: Span
    original_text: str
    copy_text: str


@dataclass(frozen=True, slots=True)
class CopyPair:
    """Two reports with the same text, wholly or nearly. ``original`` is the likelier original of the two.

    ``score`` is the share of the shorter text's word shingles found in the other (0–1); ``reason`` says in
    words what was compared and why *original* was chosen. ``corruptions`` are in the order of the copy's text.
    """

    original: str
    copy: str
    relation: Literal["exact", "near", "excerpt", "rewritten"]
    score: float
    reason: str
    corruptions: tuple[Corruption, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Reports that are one text: ``original`` and its copies. A report without copies is in no group."""

    original: str
    copies: tuple[CopyPair, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """All report ids of the group, sorted."""
        return tuple(sorted({self.original, *(c.copy for c in self.copies)}))


@dataclass(frozen=True, slots=True)
class StoryMember:
    """A report in a story: how like it was to the reports there when it came (1 for the first), and why, in words."""

    report: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of the same occurrence, in order of publication. ``id`` derives from the first, so it stays as more come."""

    id: str
    members: tuple[StoryMember, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The report ids, in order of publication."""
        return tuple(m.report for m in self.members)


@dataclass(frozen=True, slots=True)
class Join:
    """A judgement that two parties of two readings (or of one) are the same. ``made`` False = only proposed."""

    a: Ref
    b: Ref
    score: float
    reasons: tuple[str, ...]
    made: bool


@dataclass(frozen=True, slots=True)
class LinkedParty:
    """A party across reports: the mentions joined into it. ``id`` derives from the members' content."""

    id: str
    kind: PartyKind
    name: str
    names: tuple[str, ...]
    offices: tuple[str, ...]
    country: str | None
    anonymous: bool
    members: tuple[Ref, ...]


Outcome = Literal["held", "called_off", "planned", "disputed", "denied"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """The same meeting, attack or announcement across reports, with all its participants.

    ``outcome`` is what became of it as far as reports tell: a plan that was ``held`` or ``called_off``, one that is
    still ``planned``, a thing that some tell and others deny afterwards (``disputed``), or that is only ``denied``.
    None where it was only called for or supposed.
    """

    id: str
    type: EventType
    mode: str | None
    events: tuple[Ref, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    place: str | None
    reality: Reality
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class FigurePair:
    """Two figures judged to be of the same quantity, with the reason in words."""

    a: Ref
    b: Ref
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Thread:
    """All mentions and deeds of the same commitment. ``by`` and ``to`` are linked party ids where known."""

    id: str
    kind: CommitmentKind
    by: str | None
    by_name: str | None
    to: str | None
    to_name: str | None
    action: str
    mentions: tuple[Ref, ...]
    deeds: tuple[Ref, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Everything that linking found over a set of readings. A pure function of the *set*: order never matters."""

    copies: tuple[CopyGroup, ...] = ()
    joins: tuple[Join, ...] = ()
    parties: tuple[LinkedParty, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    figures: tuple[FigurePair, ...] = ()
    threads: tuple[Thread, ...] = ()
    stories: tuple[Story, ...] = ()


# --------------------------------------------------------------------------- findings

Status = Literal[
    "not_rated",
    "in_the_works",
    "stalled",
    "kept",
    "partly_kept",
    "broken",
    "disputed",
    "condition_not_met",
    "withdrawn",
    "superseded",
    "unclear",
]
Schedule = Literal["on_time", "overdue", "no_deadline", "ahead"]
Agreement = Literal["agree", "compatible", "superseded", "differ", "not_comparable"]
FindingKind = Literal["status", "figures", "corroboration"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence behind a finding, and the part it plays (``for``, ``against``, ``neutral``)."""

    ref: Ref
    role: Literal["for", "against", "neutral"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the record concludes as of a date, with the evidence and the rule that gave it.

    ``subject`` is a thread id (status, corroboration), or ``"REF|REF"`` of a figure pair. ``value`` is a
    :data:`Status`, an :data:`Agreement`, or the number of independent sources. ``rule`` is the rule's short
    name, ``explanation`` one sentence for a reader. For a status: ``promisor_says`` and ``others_report``
    are the first two of the three axes that stay apart, ``schedule`` the third.
    """

    kind: FindingKind
    subject: str
    value: str
    as_of: str | None
    rule: str
    explanation: str
    evidence: tuple[Evidence, ...] = ()
    promisor_says: str | None = None
    others_report: str | None = None
    schedule: Schedule | None = None
    sources: int | None = field(default=None)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A day that matters and one sentence of a report that tells of it.

    ``span`` is the sentence in ``report``; ``named`` is whether that sentence names the day (where not, the report was
    printed on it or the day after). ``reports`` is how many texts name the day, copies folded; ``evidence`` is
    every mention of it. ``weight`` compares days of one timeline only.
    """

    day: str
    report: str
    span: Span
    named: bool
    reports: int
    weight: float
    evidence: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """One appearance of a report: where its bytes came from and what was known of it there.

    A report's ``id`` is the hash of its cleaned text, so the same text printed by three outlets is one report
    with three publications; the report's own publisher and date are those of the one whose date is best known, and
    of those the earliest.
    """

    report: str
    sha256: str
    path: str
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    published_basis: PublishedBasis
    published_evidence: str | None
    encoding: str
    markup: Literal["text", "html"]
    data: bytes = b""


# --------------------------------------------------------------------------- rulings

RulingKind = Literal["accept", "reject", "correct", "join", "split", "set_status", "undo"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision about something in the record. Appended, never altered; a later one can undo it.

    ``id`` is a hash of all the rest, so the same ruling has the same id in every ledger. ``subject`` names what it is
    about by content (``commitment/REPORT/START-END``), so that it is found again when reports are read anew. ``value``
    is a JSON object with sorted keys, or None where the kind says all. ``at`` is an ISO time in UTC ending in ``Z``.
    """

    id: str
    kind: RulingKind
    subject: str
    value: str | None
    by: str
    at: str
    reason: str
