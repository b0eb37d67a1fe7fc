"""Put reports to a language model, one after the other, and count what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.asked.admission import AnswerError, Refused, admit
from trackrecord.asked.cache import Cache, key_of
from trackrecord.asked.merging import Kind, merge
from trackrecord.asked.prompt import PROMPT, messages, parts
from trackrecord.asked.server import Answer, Server, TroubleError
from trackrecord.errors import AskError

if TYPE_CHECKING:
    from trackrecord.asked.admission import Proposal
    from trackrecord.types import Reading, Report

# So many reports in a row without an answer, and the server is taken to be gone.
GONE = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a reading that a language model proposed: its kind, and its place in the reading's list."""

    kind: Kind
    index: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A reading with what a language model added to it, and what it took to get it.

    ``model`` and ``prompt`` mark every one of ``items``. ``calls`` were made to the server, ``cached`` answers taken from
    the cache; ``tokens_in`` and ``tokens_out`` are those of the calls, of which ``uncounted`` did not say.
    ``agreeing`` proposals said what the reading had, ``differing`` ones said otherwise of the same words; ``refused``
    did not hold. ``failed`` is why a part of the report, or all of it, got no answer; None where all did.
    """

    reading: Reading
    model: str
    prompt: str
    items: tuple[Item, ...] = ()
    agreeing: int = 0
    differing: int = 0
    refused: tuple[Refused, ...] = ()
    calls: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    uncounted: int = 0
    failed: str | None = None


@dataclass(frozen=True)
class Asker:
    """Asks one model at one server; ``at_once`` is how many reports are asked at the same time."""

    server: Server
    cache: Cache | None = None
    at_once: int = 4

    @property
    def model(self) -> str:
        """The model's name as its items are marked with it: ``openai:NAME``."""
        return f"openai:{self.server.model}"

    @property
    def prompt(self) -> str:
        """The version of the question."""
        return PROMPT

    def ask(self, reading: Reading) -> Asked:
        """Return *reading* with what the model finds in its report besides.

        What goes wrong with this report's answers is in ``failed``. Raises
        :class:`~trackrecord.errors.AskError` where no report will get an answer.
        """
        asked = Asked(reading, self.model, PROMPT)
        report = reading.report
        if report.language != "en":
            return asked
        proposals: list[Proposal] = []
        refused: list[Refused] = []
        for first, end in parts(report):
            try:
                asked, answer = self._answer(asked, report, first, end)
                found = admit(answer.text, report, first, end)
            except (TroubleError, AnswerError) as error:
                asked = replace(asked, failed=str(error))
                continue
            self._keep(report, first, end, answer)
            proposals += found.proposals
            refused += found.refused
        merged = merge(reading, proposals)
        return replace(
            asked,
            reading=merged.reading,
            items=tuple(Item(kind, index) for kind, index in merged.new),
            agreeing=merged.agreeing,
            differing=merged.differing,
            refused=tuple(refused),
        )

    def ask_all(self, readings: Iterable[Reading]) -> Iterator[Asked]:
        """Yield an :class:`Asked` for each reading, in order; some are asked ahead, at the same time.

        Raises :class:`~trackrecord.errors.AskError` as :meth:`ask` does, and where the server has not answered for
        :data:`GONE` reports in a row.
        """
        silent = 0
        with ThreadPoolExecutor(self.at_once) as pool:
            waiting: list[Future[Asked]] = []
            source = iter(readings)
            try:
                while True:
                    while len(waiting) < self.at_once and (reading := next(source, None)) is not None:
                        waiting.append(pool.submit(self.ask, reading))
                    if not waiting:
                        return
                    asked = waiting.pop(0).result()
                    silent = silent + 1 if asked.failed and not asked.calls and not asked.cached else 0
                    yield asked
                    if silent >= GONE:
                        raise AskError(
                            self.server.base_url,
                            f"it has not answered for {GONE} reports in a row: {asked.failed}",
                            "What was asked is kept; run the same command again when the server is back",
                        )
            finally:
                for future in waiting:
                    future.cancel()

    def _answer(self, asked: Asked, report: Report, first: int, end: int) -> tuple[Asked, Answer]:
        question = messages(report, first, end)
        known = self.cache.get(self._key(report, first, end)) if self.cache else None
        if known is not None:
            return replace(asked, cached=asked.cached + 1), known
        answer = self.server.ask(question)
        uncounted = answer.tokens_in is None or answer.tokens_out is None
        return replace(
            asked,
            calls=asked.calls + 1,
            tokens_in=asked.tokens_in + (answer.tokens_in or 0),
            tokens_out=asked.tokens_out + (answer.tokens_out or 0),
            uncounted=asked.uncounted + uncounted,
        ), answer

    def _keep(self, report: Report, first: int, end: int, answer: Answer) -> None:
        if self.cache:
            self.cache.put(self._key(report, first, end), answer)

    def _key(self, report: Report, first: int, end: int) -> str:
        return key_of(messages(report, first, end)[1]["content"], self.model, PROMPT)
