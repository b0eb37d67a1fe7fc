"""The ledger as one object. Every method hands on to the module that does the work."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from trackrecord.ledger import (
    adding,
    asking,
    checks,
    comparing,
    forms,
    journal,
    link_rows,
    linked,
    opening,
    proposals,
    publications,
    rulings,
    searching,
    stored,
)
from trackrecord.ledger.asking import Entry
from trackrecord.ledger.browse.as_ruled import rule_summaries
from trackrecord.ledger.browse.summaries import count_days, write_summaries
from trackrecord.ledger.content import CONTENT_TABLES, content_columns, content_rows
from trackrecord.ledger.journal import Collected
from trackrecord.ledger.tabular import Form, Lookups, Rows
from trackrecord.ledger.verifying import Problem
from trackrecord.link.piles import Pile
from trackrecord.link.rulings.applying import Applied
from trackrecord.link.rulings.standing import Conflict, Standing, in_force
from trackrecord.types import (
    Commitment,
    Deed,
    Event,
    Figure,
    Finding,
    Join,
    LeftOut,
    LinkedParty,
    Links,
    Publication,
    Reading,
    Ref,
    Report,
    Ruling,
    Span,
    Statement,
    Story,
    Thread,
)
from trackrecord.weigh.history import StatusChange

if TYPE_CHECKING:
    from trackrecord.asked import Asked

T = TypeVar("T")
# Readings of a pile held in memory, the first and the latest: a dense one takes 0.1 MB.
_HELD, _AROUND = 8000, 1000


class Ledger:
    """A record on disk. Open it with :meth:`open`, in a ``with`` statement.

    Every method raises :class:`~trackrecord.errors.LedgerError`, which names the file, the cause and the next
    step, where the file cannot be read or written. Writing is all or nothing, call by call.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Wrap an open connection; callers use :meth:`open`."""
        self.connection = connection
        self.path = path

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = False, read_only: bool = False, timeout: float = 10.0
    ) -> Ledger:
        """Open the ledger at *path*; with *create*, make it where there is none.

        *timeout* is how many seconds to wait for another process that is writing.
        """
        path = Path(path)
        return cls(opening.connect(path, create=create, read_only=read_only, timeout=timeout), path)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        opening.close(self.connection)

    # ------------------------------------------------------------------ writing

    def has_publication(
        self, sha256: str, path: str, *, published: str | None = None, publisher: str | None = None
    ) -> bool:
        """Return whether these original bytes are in the ledger from that path, with all that goes with them.

        *published* and *publisher*, where the source gives them, must agree too. Cheap: it is what a build asks
        before it cleans and reads. True only once the whole transaction of that publication is committed.
        """
        with opening.explained(self.path):
            return publications.has_publication(
                self.connection, sha256, path, published=published, publisher=publisher
            )

    def add(self, report: Report, publication: Publication, reading: Reading | None, *, version: str) -> bool:
        """Write one report with its publication and reading in one transaction; False where nothing changed.

        *reading* is None for a report that is kept and not read; *version* is trackrecord's. The report and
        reading of the canonical publication win, whatever the order of arrival. Raises ``ValueError`` where the
        three do not belong together or a span lies outside the text.
        """
        return adding.add(self.connection, self.path, report, publication, reading, version)

    def put_asked(self, asked: Asked, *, version: str) -> None:
        """Write a reading with what a language model added to it, in place of the reading that the report has.

        In one transaction, with the marks of what was added. Raises ``ValueError`` where the ledger holds no reading of it.
        """
        proposals.put_asked(self.connection, self.path, asked, version)

    def replace_links(
        self,
        links: Links,
        findings: Iterable[Finding],
        *,
        version: str = "",
        history: Iterable[StatusChange] = (),
        applied: Applied | None = None,
    ) -> bool:
        """Throw away all links and findings and write these, in one transaction; False where they are the same.

        *history* are the changes of the threads' statuses, as :func:`trackrecord.weigh.histories` gives them;
        *applied* are the rulings that links and findings were made under.
        """
        listed = list(findings)
        with opening.explained(self.path):
            if (
                self.links_current(version)
                and linked.load_links(self.connection) == links
                and list(linked.load_findings(self.connection)) == listed
            ):
                return False
        with opening.writing(self.connection, self.path):
            linked.discard_links(self.connection)
            for table, rows in link_rows.link_rows(links, listed):
                adding.insert(self.connection, table, rows)
            write_summaries(self.connection, history)
            if applied is not None:
                rule_summaries(self.connection, applied)
            count_days(self.connection)
            self.connection.execute("INSERT OR REPLACE INTO linking VALUES (1, ?, 1)", (version,))
        return True

    def changed_elsewhere(self) -> int:
        """Return a number that changes whenever another connection has changed the ledger; asked before writing to it."""
        with opening.explained(self.path):
            # Taking the log into use, as the first write does, would count as a change.
            self.connection.execute("PRAGMA journal_mode = WAL")
            return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def restate(self, finding: Finding, history: Iterable[StatusChange], *, version: str, seen: int) -> bool:
        """Write one thread's status and its changes anew, and mark the links as current, in one transaction.

        False, and nothing written, where another process has changed the ledger since *seen*.
        """
        with opening.writing(self.connection, self.path):
            if int(self.connection.execute("PRAGMA data_version").fetchone()[0]) != seen:
                return False
            linked.restate(self.connection, finding, history)
            self.connection.execute("INSERT OR REPLACE INTO linking VALUES (1, ?, 1)", (version,))
        return True

    def forget_readings(self) -> None:
        """Throw away all links and findings, mark all readings as outdated, and make the full-text indexes anew.

        The next run reads all reports again. Reports, publications and rulings stay.
        """
        with opening.writing(self.connection, self.path):
            adding.forget_readings(self.connection)

    def links_current(self, version: str = "") -> bool:
        """Return whether the links were made by *version* and no report has come or changed since."""
        with opening.explained(self.path):
            row = self.connection.execute("SELECT version FROM linking WHERE current").fetchone()
        return row is not None and row[0] == version

    def links_in_step(self) -> bool:
        """Return whether no report and no ruling has come or changed since the links were made, by whatever version."""
        with opening.explained(self.path):
            row = self.connection.execute("SELECT current FROM linking").fetchone()
        return row is None or bool(row[0])

    def record_run(
        self, run: str, started: str, collected: Iterable[Collected], left_out: Iterable[LeftOut]
    ) -> bool:
        """Write into the journal what a run collected and left out; False where all of it is known.

        *run* is any id for the run, *started* an ISO time. These are never exported.
        """
        return journal.record_run(self.connection, self.path, run, started, collected, left_out)

    def is_noted(self, location: str, sha256: str) -> bool:
        """Return whether the journal has these original bytes from that place."""
        with opening.explained(self.path):
            return journal.is_noted(self.connection, location, sha256)

    # ------------------------------------------------------------------ reading back

    def report(self, report_id: str) -> Report | None:
        """Return one report, or None."""
        with opening.explained(self.path):
            return stored.load_report(self.connection, report_id)

    def reports(self) -> Rows[Report]:
        """Yield all reports, sorted by id."""

        def found() -> Iterator[Report]:
            for report_id in stored.report_ids(self.connection):
                if (report := stored.load_report(self.connection, report_id)) is not None:
                    yield report

        return self._rows(forms.REPORTS, found)

    def reading(self, report_id: str) -> Reading | None:
        """Return one report's reading, or None where it was not read."""
        with opening.explained(self.path):
            return stored.load_reading(self.connection, report_id)

    def readings(self) -> Iterator[Reading]:
        """Yield all readings, sorted by report id."""
        with opening.explained(self.path):
            for report_id in stored.report_ids(self.connection, read=True):
                if (reading := stored.load_reading(self.connection, report_id)) is not None:
                    yield reading

    def pile(self) -> Pile:
        """Return all readings as a pile, of which some are held in memory and the others are read when wanted.

        It must not be used after a report was added or read anew.
        """
        with opening.explained(self.path):
            facts = stored.facts_of_readings(self.connection)
        # The first stay: linking goes through a pile from end to end again and again, where the latest would push each other out.
        held: dict[str, Reading] = {}
        others = lru_cache(maxsize=_AROUND)(self._surely)

        def load(report_id: str) -> Reading:
            found = held.get(report_id) or others(report_id)
            if len(held) < _HELD:
                held[report_id] = found
            return found

        return Pile(facts, load)

    def _surely(self, report_id: str) -> Reading:
        found = self.reading(report_id)
        if found is None:
            raise KeyError(report_id)
        return found

    def read_version(self, report_id: str) -> str | None:
        """Return the version of trackrecord that read this report last, or None where there is no such report."""
        with opening.explained(self.path):
            return stored.read_version(self.connection, report_id)

    def outdated(self, version: str) -> list[str]:
        """Return the ids of the reports that another version of trackrecord read last, sorted."""
        with opening.explained(self.path):
            return stored.outdated(self.connection, version)

    def unasked(self, model: str, prompt: str) -> list[str]:
        """Return the ids of the reports that were read, and about which this model was not asked with this prompt, sorted."""
        with opening.explained(self.path):
            return proposals.unasked(self.connection, model, prompt)

    def asked(self, report_id: str | None = None) -> Iterator[tuple[Ref, str, str]]:
        """Yield the items that a language model proposed (in one report, or in all): item, model, prompt version."""
        with opening.explained(self.path):
            yield from proposals.asked_items(self.connection, report_id)

    def comparisons(self) -> comparing.Comparisons:
        """Return the reports that were read, with what is kept of comparing them, for the search for copies."""
        return comparing.Comparisons(self.connection, self.path)

    def placements(self) -> comparing.Placements:
        """Return where reports were placed among stories by the last run, for the next."""
        return comparing.Placements(self.connection, self.path)

    def publications(self, report_id: str | None = None, *, data: bool = True) -> Rows[Publication]:
        """Yield a report's publications (or all), the canonical one of each report first.

        With *data* each holds its original bytes.
        """

        def found() -> Iterator[Publication]:
            ids = [report_id] if report_id is not None else stored.report_ids(self.connection)
            for each in ids:
                yield from publications.publications_of(self.connection, each, data=data)

        return self._rows(forms.PUBLICATIONS, found)

    def original(self, sha256: str) -> bytes | None:
        """Return the original bytes with that SHA-256 (hex digits), or None where there are none."""
        with opening.explained(self.path):
            return publications.original(self.connection, sha256)

    def links(self) -> Links:
        """Return all links as they were written."""
        with opening.explained(self.path):
            return linked.load_links(self.connection)

    def findings(self, kind: str | None = None) -> Rows[Finding]:
        """Yield the findings (of one kind: ``status``, ``figures``, ``corroboration``)."""
        return self._rows(forms.FINDINGS, lambda: linked.load_findings(self.connection, kind))

    # ------------------------------------------------------------------ questions

    def _rows(self, form: Form[T], ask: Callable[[], Iterable[T]]) -> Rows[T]:
        """Return what *ask* yields, asked when the first is wanted, as rows that a table can be made of."""

        def found() -> Iterator[T]:
            with opening.explained(self.path):
                yield from ask()

        return Rows(found(), form, Lookups(self.connection, self.path))

    def parties(self, name: str | None = None) -> Rows[LinkedParty]:
        """Yield the parties across reports; with *name*, those that have it as (part of) a name, or as id."""
        return self._rows(forms.PARTIES, lambda: asking.find_parties(self.connection, name))

    def commitments(
        self, party: str | None = None, kind: str | None = None, status: str | None = None
    ) -> Rows[Entry[Commitment]]:
        """Yield commitments by or to *party*, of one *kind*, whose thread has that *status*."""
        return self._rows(
            forms.COMMITMENTS, lambda: asking.find_commitments(self.connection, party, kind, status)
        )

    def statements(self, party: str | None = None) -> Rows[Entry[Statement]]:
        """Yield statements, with *party* those that it made."""
        return self._rows(forms.STATEMENTS, lambda: asking.find_statements(self.connection, party))

    def events(self, type: str | None = None) -> Rows[Entry[Event]]:
        """Yield events, with *type* those of one PLOVER type."""
        return self._rows(forms.EVENTS, lambda: asking.find_events(self.connection, type))

    def figures(self) -> Rows[Entry[Figure]]:
        """Yield all figures."""
        return self._rows(forms.FIGURES, lambda: asking.find_figures(self.connection))

    def deeds(self) -> Rows[Entry[Deed]]:
        """Yield all deeds."""
        return self._rows(forms.DEEDS, lambda: asking.find_deeds(self.connection))

    def threads(self) -> Rows[Thread]:
        """Yield the threads, in the order that linking gave."""
        return self._rows(forms.THREADS, lambda: linked.load_threads(self.connection))

    def stories(self) -> Rows[Story]:
        """Yield the stories, in order of their first report."""
        return self._rows(forms.STORIES, lambda: linked.load_stories(self.connection))

    def joins(self, made: bool | None = None) -> Rows[Join]:
        """Yield the joins of parties: all, those *made* (True), or those only proposed (False)."""
        return self._rows(
            forms.JOINS,
            lambda: (j for j in linked.load_joins(self.connection) if made is None or j.made is made),
        )

    def left_out(self) -> Rows[LeftOut]:
        """Yield what was left out, and why, sorted by location."""
        return self._rows(forms.LEFT_OUT, lambda: journal.left_out(self.connection))

    def search(self, query: str) -> Iterator[tuple[str, Span]]:
        """Yield the reports that hold all words of *query*, best first: report id and span of the sentence hit.

        Double quotes make a phrase, a ``*`` at a word's end stands for any ending; nothing else is syntax.
        """
        with opening.explained(self.path):
            yield from searching.search_reports(self.connection, query)

    def search_statements(self, query: str) -> Iterator[Ref]:
        """Yield the statements whose content holds all words of *query*, best first."""
        with opening.explained(self.path):
            yield from searching.search_statements(self.connection, query)

    # ------------------------------------------------------------------ rulings

    def rule(
        self,
        kind: str,
        subject: str,
        value: Mapping[str, Any] | None = None,
        *,
        by: str,
        reason: str,
        at: str | None = None,
    ) -> Ruling:
        """Append a ruling in one transaction and return it. It takes effect at the next relink.

        *subject* is as ``trackrecord.link.rulings.subjects`` says, or an id (of a thread, party, story, occasion or
        ruling), or the beginning of one. *value* is, for ``correct``, ``{"field": …, "value": …}``, for ``join``
        ``{"with": SUBJECT}``, for ``split`` ``{"from": [SUBJECT, …]}`` (all its company where left out), for
        ``set_status`` ``{"status": …}``. *at* is an ISO time in UTC, now where None. Raises
        :class:`~trackrecord.errors.RulingError` where it is about nothing that is there, or does not fit.
        """
        return rulings.make(self.connection, self.path, kind, subject, value, by=by, reason=reason, at=at)

    def add_rulings(self, some: Iterable[Ruling]) -> int:
        """Append rulings made elsewhere; return how many were new. What they are about need not be there.

        Raises :class:`~trackrecord.errors.RulingError` where an id does not follow from its content.
        """
        return rulings.append(self.connection, self.path, some)

    def rulings(self, subject: str | None = None) -> list[Ruling]:
        """Return all rulings (on one subject), in order of time."""
        with opening.explained(self.path):
            return rulings.load(self.connection, subject)

    def standings(self) -> list[Standing]:
        """Return how each ruling stands (in force, undone, overruled, unplaced) and why, in order of time."""
        with opening.explained(self.path):
            return list(rulings.standing_of_all(self.connection, rulings.load(self.connection)))

    def in_force(self) -> list[Standing]:
        """Return the rulings in force, each with the item that it is about, in order of time."""
        return in_force(self.standings())

    def ruling_history(self, subject: str) -> list[Standing]:
        """Return all that was ruled on a subject (or an id, as for :meth:`rule`), undos with them, in order of time."""
        with opening.explained(self.path):
            return rulings.history(self.connection, subject)

    def conflicts(self) -> list[Conflict]:
        """Return where two people decided the same question contrary to each other."""
        with opening.explained(self.path):
            found = rulings.standing_of_all(self.connection, rulings.load(self.connection))
            return list(rulings.conflicts_of_all(self.connection, found))

    # ------------------------------------------------------------------ condition

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the columns of a content table. ``KeyError`` where there is no such table."""
        with opening.explained(self.path):
            return content_columns(self.connection, table)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a content table, sorted by content and free of row numbers, times and paths.

        ``trackrecord.ledger.content.CONTENT_TABLES`` lists the tables. ``KeyError`` where there is no such one.
        """
        with opening.explained(self.path):
            yield from content_rows(self.connection, table)

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table that holds content."""
        with opening.explained(self.path):
            return {
                table: int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in (*CONTENT_TABLES, "left_out")
            }

    def verify(self) -> Iterator[Problem]:
        """Yield all that does not hold: spans, hashes, references, rows that are not what was read.

        Writes nothing. Yields a problem, and raises nothing, for a file too damaged to be checked to its end.
        """
        try:
            yield from checks.problems(self.connection)
        except sqlite3.DatabaseError as error:
            yield checks.corrupt(error)
