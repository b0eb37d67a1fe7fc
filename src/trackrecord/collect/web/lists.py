"""Lists of addresses: text, CSV or TSV (Media Cloud, GDELT's events and article lists among them), lines of JSON, JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from trackrecord.collect.decode import decode
from trackrecord.collect.stated import stated
from trackrecord.collect.web.fetched import Wanted
from trackrecord.errors import SourceError

LARGEST = 200_000_000
_URL_COLUMNS = ("url", "story_url", "link", "documentidentifier", "sourceurl", "address")
# What exports call the things that a manifest states, beside the names that `stated` knows.
_OTHER_NAMES = {
    "publish_date": "published",
    "media_name": "publisher",
    "sourcecommonname": "publisher",
    "domain": "publisher",
}
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,4000}")


def wanted_in(data: bytes, name: str) -> list[Wanted]:
    """Return the addresses that a list holds, with what it states of them. *name* is the list's, for ``via`` and errors.

    Raises :class:`SourceError` where it is no text or holds no address.
    """
    text = decode(data, name).text
    head = text.lstrip()[:1]
    if head in ("{", "["):
        found = list(_from_records(_json_records(text, name), name))
    else:
        found = list(_from_table(text, name) or _from_text(text, name))
    if not found:
        raise SourceError(
            name, "it holds no address", "Write one address (https://…) a line, or a column `url`"
        )
    return found


def _from_text(text: str, name: str) -> Iterator[Wanted]:
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("#"):
            continue
        match = _ADDRESS.search(line)
        if match:
            yield Wanted(match.group(), "any", name)


def _from_table(text: str, name: str) -> list[Wanted]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.count("\t") >= 10 and _ADDRESS.search(first):
        # GDELT's events, mentions and graph: no header, no quotation marks; the page is the first address of a row.
        rows_of_cells = (line.split("\t") for line in text.splitlines())
        return [Wanted(found, "page", name) for cells in rows_of_cells if (found := _first_address(cells))]
    delimiter = max("\t,;", key=first.count)
    if delimiter not in first:
        delimiter = ","
    header = [cell.strip().strip('"').lower() for cell in first.split(delimiter)]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        if any(column in header for column in _URL_COLUMNS):
            names = [cell.strip().lower() for cell in next(row for row in rows if any(row))]
            return list(_from_records((dict(zip(names, row, strict=False)) for row in rows), name))
    except csv.Error as error:
        raise SourceError(name, f"the table is malformed ({error})", "Check its quotation marks") from error
    return []


def _first_address(cells: list[str]) -> str | None:
    return next((cell.strip() for cell in cells if _ADDRESS.fullmatch(cell.strip())), None)


def _json_records(text: str, name: str) -> Iterator[Mapping[str, object]]:
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise SourceError(name, "it is nested too deeply", "Correct it") from error
    except ValueError:
        yield from _json_lines(text)
        return
    if isinstance(whole, dict):
        listed = next(
            (whole[key] for key in ("articles", "stories", "results", "urls") if key in whole), [whole]
        )
    else:
        listed = whole
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, str):
            yield {"url": each}
        elif isinstance(each, dict):
            yield each


def _json_lines(text: str) -> Iterator[Mapping[str, object]]:
    for line in text.splitlines():
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            yield record


def _from_records(records: Iterable[Mapping[str, object]], name: str) -> Iterator[Wanted]:
    for record in records:
        lower = {
            _OTHER_NAMES.get(key.lower(), key.lower()): value
            for key, value in record.items()
            if isinstance(key, str)
        }
        url = next((lower[key] for key in _URL_COLUMNS if isinstance(lower.get(key), str)), None)
        if isinstance(url, str) and _ADDRESS.fullmatch(url.strip()):
            said = stated(lower)
            language = lower.get("language")
            yield Wanted(
                url.strip(), "page", name, 0, said.title, said.publisher, said.published,
                language if isinstance(language, str) else None,
            )  # fmt: skip
