"""Take a ruling from a form: who, what, why; then back to where it was made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trackrecord.ledger import Ledger
from trackrecord.show.web import pages
from trackrecord.show.web.site import ServedSite
from trackrecord.show.web.views import View

Rule = Callable[..., Any]
"""Appends a ruling and applies it: ``rule(record, kind, subject, value, by=…, reason=…)``. Raises ``RulingError``."""

Apply = Callable[[Ledger], Any]
"""Links and weighs a ledger anew, so that the rulings that wait take effect."""

SEEN = "read beside its source"
"""The reason of a ruling that was made without one: by a button or a key."""
_COOKIE = "trackrecord_name"
_LONGEST = 2_000
_VALUES = {"correct": ("field", "value"), "join": ("with",), "split": (), "set_status": ("status",)}


async def take(request: Request) -> Response:
    """Rule as the form says, and lead back; where nobody's name is known, ask for it first, with the form as it was.

    Raises :class:`~trackrecord.errors.RulingError` where the ruling does not fit.
    """
    async with request.form(max_files=0, max_fields=20, max_part_size=20_000) as form:
        fields = {name: value[:_LONGEST] for name, value in form.items() if isinstance(value, str)}
        company = [value[:_LONGEST] for value in form.getlist("from") if isinstance(value, str) and value]
    by = fields.get("by", "").strip() or name_of(request)
    if not by:
        return _asked_for_a_name(request, fields, company)
    kind, subject = fields.get("kind", ""), fields.get("subject", "")
    value, reason = value_of(kind, fields, company), fields.get("reason", "").strip() or SEEN
    path: Path = request.app.state.ledger
    rule: Rule = request.app.state.rule

    def ruled() -> None:
        with Ledger.open(path) as record:
            rule(record, kind, subject, value, by=by, reason=reason)

    await run_in_threadpool(ruled)
    answer = RedirectResponse(back_to(fields.get("back", "")), status_code=303)
    answer.set_cookie(_COOKIE, quote(by), max_age=365 * 86_400, httponly=True, samesite="strict", path="/")
    return answer


def _asked_for_a_name(request: Request, fields: Mapping[str, str], company: Sequence[str]) -> Response:
    given = [(name, value) for name, value in fields.items() if name not in ("by", "from")]
    given += [("from", value) for value in company]
    page = pages.html(
        View("name.html", "Who rules?", {"fields": given}),
        ServedSite(),
        where="-",
        ledger=Path(request.app.state.ledger).name,
        params={},
        refused_day=None,
        path="/rulings",
        can_rule=True,
        waiting=False,
    )
    return HTMLResponse(page, 400)


async def apply(request: Request) -> Response:
    """Apply the rulings that wait, and lead back."""
    async with request.form(max_files=0, max_fields=5, max_part_size=5_000) as form:
        back = form.get("back", "")
    path: Path = request.app.state.ledger
    applying: Apply = request.app.state.apply

    def applied() -> None:
        with Ledger.open(path) as record:
            applying(record)

    await run_in_threadpool(applied)
    return RedirectResponse(back_to(back if isinstance(back, str) else ""), status_code=303)


def name_of(request: Request) -> str:
    """Return the name that rulings were made under before on this machine, or nothing."""
    return unquote(request.cookies.get(_COOKIE, ""))[:200]


def value_of(kind: str, fields: Mapping[str, str], company: Sequence[str] = ()) -> dict[str, Any] | None:
    """Return the value that a form gives for a kind of ruling, or None where it has none.

    *company* are the subjects that a split splits from; none stands for all.

    What is corrected to is JSON where it reads as such (``null``, ``true``, ``12``), else text as it is.
    """
    names = _VALUES.get(kind)
    if names is None:
        return None
    value: dict[str, Any] = {name: fields[name].strip() for name in names if fields.get(name, "").strip()}
    if kind == "correct" and "value" in value:
        with suppress(ValueError):
            value["value"] = json.loads(value["value"])
        if isinstance(value["value"], dict | list):
            value["value"] = fields["value"]
    if kind == "split" and company:
        value["from"] = list(company)
    return value or None


def back_to(path: str) -> str:
    """Return the page to go back to: one of ours, whatever the form says."""
    inner = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inner else "/rulings"
