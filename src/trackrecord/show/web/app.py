"""The pages behind addresses, for one person on one machine."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from trackrecord.errors import LedgerError, RulingError
from trackrecord.export.csv import inert as inert_cell
from trackrecord.ledger import Ledger
from trackrecord.ledger.browse.listing import page_of, rows_of
from trackrecord.ledger.browse.tables import LISTINGS
from trackrecord.show.web import pages
from trackrecord.show.web.guard import OWN_HOSTS, Guard
from trackrecord.show.web.ruling import Apply, Rule, take
from trackrecord.show.web.ruling import apply as apply_rulings
from trackrecord.show.web.site import ServedSite
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.commitment import commitment
from trackrecord.show.web.views.days import days
from trackrecord.show.web.views.graph import graph
from trackrecord.show.web.views.lists import asked_of, listed, plain
from trackrecord.show.web.views.occasion import occasion
from trackrecord.show.web.views.overview import overview
from trackrecord.show.web.views.party import party
from trackrecord.show.web.views.report import report
from trackrecord.show.web.views.rulings import review, rulings
from trackrecord.show.web.views.search import search
from trackrecord.show.web.views.story import story

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
STATIC = Path(__file__).parent / "static"
"""The folder of the style sheet and the script."""

THINGS: dict[str, Callable[[Ask, str], View]] = {
    "commitments": commitment,
    "parties": party,
    "occasions": occasion,
    "stories": story,
    "reports": report,
}
"""The nouns that have a page each, by the list that leads to it."""
PAGES: dict[str, Callable[[Ask], View]] = {
    "": overview,
    "search": search,
    "graph": graph,
    "days": days,
    "review": review,
    "rulings": rulings,
}


def create_app(
    ledger: Path, *, rule: Rule | None = None, apply: Apply | None = None, hosts: Iterable[str] = OWN_HOSTS
) -> Starlette:
    """Return the application that shows the ledger at that path, to requests for *hosts* only.

    Every page opens the ledger for reading alone; with *rule* people can rule, and with *apply* have the rulings
    that wait applied; these alone write. Raises nothing: a ledger that cannot be opened is told of on the page.
    """
    app = Starlette(
        routes=[
            *(Route(f"/{name}", _page, name=name or "overview") for name in PAGES),
            Route("/help", _help),
            *([Route("/rule", take, methods=["POST"])] if rule is not None else []),
            *([Route("/apply", apply_rulings, methods=["POST"])] if apply is not None else []),
            *(Route(f"/{name}", _list) for name in LISTINGS),
            *(Route(f"/{name}.json", _list_json) for name in LISTINGS),
            *(Route(f"/{name}.csv", _list_csv) for name in LISTINGS),
            *(Route(f"/{name}/{{id}}.json", _thing_json) for name in THINGS),
            *(Route(f"/{name}/{{id}}", _thing) for name in THINGS),
            Route("/originals/{sha256}", _original),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, hosts=tuple(hosts))],
        exception_handlers={
            HTTPException: _sorry,  # type: ignore[dict-item]  # Starlette types handlers by the widest exception
            MissingError: _missing,  # type: ignore[dict-item]
            RulingError: _unruled,  # type: ignore[dict-item]
            LedgerError: _unopened,  # type: ignore[dict-item]
        },
    )
    app.state.ledger = ledger
    app.state.rule = rule
    app.state.apply = apply
    return app


@contextmanager
def _asking(request: Request) -> Iterator[Ask]:
    params = dict(request.query_params)
    as_of = params.get("as_of", "")
    day = as_of if _DAY.fullmatch(as_of) else None
    with Ledger.open(request.app.state.ledger, read_only=True) as record:
        yield Ask(record, ServedSite(day), day, params)


def _shown(request: Request, ask: Ask, view: View, where: str, status: int = 200) -> HTMLResponse:
    given = request.query_params.get("as_of")
    page = pages.html(
        view,
        ask.site,
        where=where,
        as_of=ask.as_of,
        ledger=Path(request.app.state.ledger).name,
        params=ask.params,
        refused_day=given if given and ask.as_of is None else None,
        path=request.url.path,
        can_rule=request.app.state.rule is not None and ask.as_of is None,
        waiting=request.app.state.apply is not None and not ask.record.links_in_step(),
        back=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )
    return HTMLResponse(page, status)


def _page(request: Request) -> Response:
    name = request.url.path.strip("/")
    with _asking(request) as ask:
        return _shown(request, ask, PAGES[name](ask), name)


def _help(request: Request) -> Response:
    with _asking(request) as ask:
        return _shown(request, ask, View("help.html", "Help", {"listings": LISTINGS}), "help")


def _list(request: Request) -> Response:
    name = request.url.path.strip("/")
    with _asking(request) as ask:
        return _shown(request, ask, listed(ask, name), name)


def _list_json(request: Request) -> Response:
    name = request.url.path.strip("/").removesuffix(".json")
    with _asking(request) as ask:
        return JSONResponse(plain(page_of(ask.record.connection, LISTINGS[name], asked_of(ask))))


def _list_csv(request: Request) -> Response:
    """All rows of a list, not a page: written line by line, with cells that a spreadsheet would run made inert."""
    name = request.url.path.strip("/").removesuffix(".csv")

    def lines() -> Iterator[str]:
        with _asking(request) as ask:
            yield "\ufeff" + _line([column.name for column in LISTINGS[name].columns])
            for row in rows_of(ask.record.connection, LISTINGS[name], asked_of(ask)):
                yield _line([inert_cell(v) if isinstance(v, str) else v for v in row.values()])

    disposition = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=disposition)


def _line(cells: list[Any]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()


def _thing(request: Request) -> Response:
    name = request.url.path.split("/")[1]
    with _asking(request) as ask:
        return _shown(request, ask, THINGS[name](ask, request.path_params["id"]), name)


def _thing_json(request: Request) -> Response:
    name = request.url.path.split("/")[1]
    with _asking(request) as ask:
        data = THINGS[name](ask, request.path_params["id"]).data
        bare = {key: value for key, value in data.items() if key not in ("drawing", "paragraphs")}
        body = json.dumps({"as_of_asked": ask.as_of, **bare}, ensure_ascii=False, default=str)
        return Response(body.encode("utf-8", "replace"), media_type="application/json")


def _original(request: Request) -> Response:
    """The original bytes of a report, to be saved and never shown: they are somebody else's page."""
    sha256 = request.path_params["sha256"]
    with _asking(request) as ask:
        data = ask.record.original(sha256)
    if data is None:
        raise MissingError(f"no original has the hash {sha256}")
    name = re.sub(r"[^0-9a-f]", "", sha256)[:64]
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{name}.bin"'},
    )


def _sorry(request: Request, error: HTTPException) -> Response:
    return _told(request, error.status_code, str(error.detail), "Look at the overview for what there is.")


def _missing(request: Request, error: MissingError) -> Response:
    step = "Ids of threads, occasions and stories change when what they rest on does: search for it by its words."
    return _told(request, 404, str(error), step)


def _unruled(request: Request, error: RulingError) -> Response:
    return _told(request, 400, f"Not ruled: {error.thing}: {error.cause}", error.step)


def _unopened(request: Request, error: LedgerError) -> Response:
    return _told(request, 503, f"{error.thing}: {error.cause}", error.step)


def _told(request: Request, status: int, cause: str, step: str) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": cause, "step": step}, status)
    view = View("sorry.html", "Not found" if status == 404 else "Sorry", {"cause": cause, "step": step})
    page = pages.html(
        view,
        ServedSite(),
        where="-",
        ledger=Path(request.app.state.ledger).name,
        params={},
        refused_day=None,
        path=request.url.path,
        can_rule=False,
        waiting=False,
    )
    return HTMLResponse(page, status)
