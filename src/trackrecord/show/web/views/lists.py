"""A list of the record: one page of it with filters, facets and order, all in the address."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse.listing import MOST, PAGE, Asked, Facet, Listing, Page, page_of
from trackrecord.ledger.browse.tables import LISTINGS
from trackrecord.show.web.views import Ask, View
from trackrecord.show.web.views.evidence import around, sourced
from trackrecord.types import Span

_SUGGESTED = 200
_OWN = frozenset({"page", "size", "order", "as_of"})


def asked_of(ask: Ask) -> Asked:
    """Return what an address asks of a list; numbers that are none count as not given."""
    return Asked(
        {name: value for name, value in ask.params.items() if name not in _OWN},
        ask.params.get("order"),
        _number(ask.params.get("page"), 1, 1_000_000),
        _number(ask.params.get("size"), PAGE, MOST),
        ask.as_of,
    )


def listed(ask: Ask, name: str) -> View:
    """Return a page of the list *name*."""
    listing = LISTINGS[name]
    page = page_of(ask.record.connection, listing, asked_of(ask))
    names = _names(ask)
    rows = [_led(ask, name, row) for row in page.rows]
    data = {
        "listing": listing,
        "page": page,
        "rows": rows,
        "facets": [_facet(ask, listing, page, facet) for facet in page.facets],
        "set": _set(ask, listing, page, names),
        "orders": list(listing.orders),
        "order": page.asked.order if page.asked.order in listing.orders else next(iter(listing.orders)),
        "ways": _ways(ask, page),
        "names": names,
        "known_names": _most_told(ask) if any(f.kind == "party" for f in listing.filters) else [],
    }
    return View(f"{name}.html", name.capitalize(), data)


def plain(page: Page) -> dict[str, Any]:
    """Return a page as JSON holds it."""
    return {
        "list": page.listing.name,
        "as_of": page.asked.as_of,
        "page": page.asked.page,
        "total": page.total,
        "ignored": list(page.ignored),
        "facets": {facet.name: dict(facet.counts) for facet in page.facets},
        "rows": list(page.rows),
    }


def _led(ask: Ask, name: str, row: dict[str, Any]) -> dict[str, Any]:
    """Add links and citations to a row that quotes a report."""
    if name == "statements":
        span = Span(row["start"] or 0, row["end"] or 0)
        leading = sourced(ask, row["report"], span, row["content"], row["publisher"], row["published"], None)
        return row | leading | around(ask, row["report"], span)
    if name == "figures":
        for side in ("one", "other"):
            span = Span(row[f"{side}_start"], row[f"{side}_end"])
            row[f"{side}_href"] = sourced(ask, row[f"{side}_report"], span, row[side], None, None, None)[
                "href"
            ]
    return row


def _facet(ask: Ask, listing: Listing, page: Page, facet: Facet) -> dict[str, Any]:
    chosen = listing.filter(facet.name)
    current = page.asked.filters.get(facet.name, listing.usual.get(facet.name, ""))
    values = []
    for value, count in facet.counts:
        words = (
            {"0": "no", "1": "yes"}.get(value, value.replace("_", " "))
            if chosen and chosen.kind == "flag"
            else value.replace("_", " ")
        )
        values.append(
            {
                "value": value,
                "words": words,
                "count": count,
                "on": value == current,
                "href": _with(ask, page, **{facet.name: "" if value == current else value}),
            }
        )
    return {"name": facet.name, "about": chosen.about if chosen else facet.name, "values": values}


def _set(ask: Ask, listing: Listing, page: Page, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the filters that are set, each with the address without it."""
    found = []
    for name, value in page.asked.filters.items():
        chosen = listing.filter(name)
        if chosen is None or not value.strip() or value == "any":
            continue
        words = value
        if chosen.kind == "party":
            words = names.get(value, value)
        found.append(
            {"name": name, "about": chosen.about, "words": words, "without": _with(ask, page, **{name: ""})}
        )
    return found


def _names(ask: Ask) -> dict[str, str]:
    """Return the names of the parties that the address names by id."""
    ids = [ask.params[name] for name in ("party", "by", "to") if ask.params.get(name)]
    if not ids:
        return {}
    marks = ", ".join("?" for _ in ids)
    rows = ask.record.connection.execute(f"SELECT id, name FROM linked_party WHERE id IN ({marks})", ids)
    return dict(rows.fetchall())


def _most_told(ask: Ask) -> list[str]:
    """Return the names that a filter by party suggests."""
    rows = ask.record.connection.execute(
        "SELECT DISTINCT name FROM party_summary WHERE anonymous = 0 ORDER BY reports DESC, name LIMIT ?",
        (_SUGGESTED,),
    )
    return [name for (name,) in rows]


def _with(ask: Ask, page: Page, **changed: str) -> str:
    """Return the address of the same list with some filters changed, from its first page."""
    asked = {**page.asked.filters, "order": page.asked.order or "", **changed}
    return ask.site.page(page.listing.name, **asked)


def _ways(ask: Ask, page: Page) -> dict[str, Any]:
    """Return the addresses of the page before and after, and of the same list in other forms."""
    asked = {**page.asked.filters, "order": page.asked.order or ""}
    if page.asked.size != PAGE:
        asked["size"] = str(page.asked.size)
    number, name = page.asked.page, page.listing.name

    def at(other: int) -> str:
        return ask.site.page(name, **asked, page=other if other > 1 else "")

    return {
        "before": at(number - 1) if number > 1 else None,
        "after": at(number + 1) if number < page.pages else None,
        "json": ask.site.page(f"{name}.json", **asked),
        "csv": ask.site.page(f"{name}.csv", **asked),
        "bare": ask.site.page(name),
    }


def _number(given: str | None, usual: int, most: int) -> int:
    try:
        return min(max(int(given or ""), 1), most)
    except ValueError:
        return usual
