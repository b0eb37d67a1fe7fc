"""Pictures as SVG, drawn from data alone: what a page shows of time, of a thread and of who deals with whom.

Colours, fonts and line widths come from the style sheet by class, so that light, dark and print each have their own;
no shape is told from another by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from trackrecord.link.days import day
from trackrecord.show.web.inert import clip, inert

_WIDTH = 960
_MARGIN = 24


@dataclass(frozen=True, slots=True)
class Point:
    """Something on an axis of time: its ISO day, its class ("mention", "for", "against", "neutral"), title and link."""

    day: str
    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time with a name: from one ISO day to another (None: to the end of the axis)."""

    first: str
    until: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Tie:
    """How often two parties dealt with each other."""

    a: str
    b: str
    times: int
    words: str


def months(reports: Mapping[str, int], commitments: Mapping[str, int]) -> Markup:
    """Draw reports and new commitments per month (``YYYY-MM``): bars up and bars down from one line of time."""
    every = sorted(m for m in {*reports, *commitments} if _month(m) is not None)
    if not every:
        return Markup("")
    first, last = _month(every[0]) or 0, _month(every[-1]) or 0
    # A stray date centuries off would press all the rest into one line: draw the busiest span of 40 years.
    if last - first > 480:
        busiest = max(every, key=lambda m: reports.get(m, 0) + commitments.get(m, 0))
        first = max(first, (_month(busiest) or 0) - 240)
        last = min(last, first + 480)
    wide = (_WIDTH - 2 * _MARGIN) / (last - first + 1)
    most = max([1, *reports.values()]), max([1, *commitments.values()])
    parts = [_line(_MARGIN, 70, _WIDTH - _MARGIN, 70, "axis")]
    for m in every:
        place = (_month(m) or 0) - first
        if not 0 <= place <= last - first:
            continue
        x, w = _MARGIN + place * wide, max(wide - 1, 0.8)
        for count, top, up, name in (
            (reports.get(m, 0), most[0], True, "report"),
            (commitments.get(m, 0), most[1], False, "undertaking"),
        ):
            if count:
                high = 4 + 56 * count / top
                title = f"{m}: {count} {name}{'' if count == 1 else 's'}"
                y = 70 - high if up else 70
                parts.append(_rect(x, y, w, high, f"bar {name}", title))
    parts += _ticks(first, last, lambda n: _MARGIN + (n - first) * wide, 146)
    parts.append(_text(_MARGIN, 12, "reports ↑   undertakings first told ↓", "key"))
    return _svg(_WIDTH, 152, parts, "Reports and undertakings by month")


def axis(
    points: Sequence[Point], bands: Sequence[Band], deadlines: Sequence[str], until: str | None
) -> Markup:
    """Draw one thread through time: mentions above the line, deeds below it, deadlines, and bands of its status."""
    days = [
        d
        for d in (
            day(x) for x in [*(p.day for p in points), *deadlines, *(b.first for b in bands), until or ""]
        )
        if d
    ]
    if not days:
        return Markup("")
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def at(iso: str) -> float:
        moment = day(iso) or first
        return _MARGIN + 10 + (_WIDTH - 2 * _MARGIN - 20) * (moment - first).days / span

    parts = []
    for band in bands:
        x, end = at(band.first), at(band.until) if band.until else _WIDTH - _MARGIN
        title = f"{band.name} from {band.first}" + (f" until {band.until}" if band.until else "")
        parts.append(_rect(x, 118, max(end - x, 2), 22, f"band {band.name.replace(' ', '_')}", title))
        if end - x > 9 * len(band.name):
            parts.append(_text(x + 4, 133, band.name, "bandname"))
    parts.append(_line(_MARGIN, 70, _WIDTH - _MARGIN, 70, "axis"))
    for deadline in sorted(set(deadlines)):
        parts.append(_line(at(deadline), 14, at(deadline), 140, "deadline"))
        parts.append(_text(min(at(deadline) + 4, _WIDTH - 150), 22, f"deadline {deadline}", "key"))
    stacked: dict[tuple[int, bool], int] = {}
    for point in points:
        x, above = at(point.day), point.kind == "mention"
        column = (round(x / 12), above)
        stacked[column] = stacked.get(column, 0) + 1
        y = 70 + (-12 if above else 12) * min(stacked[column], 3)
        parts.append(f'<a href="{escape(point.href)}">{_shape(x, y, point)}</a>')
    parts += [
        _text(_MARGIN, 160, first.isoformat(), "tick"),
        _text(_WIDTH - 100, 160, last.isoformat(), "tick"),
    ]
    parts.append(_text(_MARGIN, 12, "● told   ▲ speaks for it   ▼ speaks against it   ◆ neither", "key"))
    return _svg(_WIDTH, 166, parts, "The thread through time")


def shares(counts: Sequence[tuple[str, int, str]]) -> Markup:
    """Draw a bar of shares: name, count and link of each, widest first as given."""
    total = sum(n for _, n, _ in counts)
    if not total:
        return Markup("")
    parts, x = [], 0.0
    for name, n, href in counts:
        wide = max(_WIDTH * n / total, 3)
        label = f"{name} {n}"
        inner = _rect(x, 0, wide - 1, 30, f"band {name.replace(' ', '_')}", label)
        if wide > 8.2 * len(label):
            inner += _text(x + 6, 20, label, "bandname")
        parts.append(f'<a href="{escape(href)}">{inner}</a>')
        x += wide
    return _svg(round(max(x, _WIDTH)), 30, parts, "Shares by status")


def network(names: Mapping[str, str], ties: Sequence[Tie], hrefs: Mapping[str, str]) -> Markup:
    """Draw who dealt with whom: parties as circles sized by their ties, lines as wide as the dealings are many.

    *names* and *hrefs* are by party id. The lay-out is that of forces (Fruchterman and Reingold 1991), begun from a
    circle, so that the same data is drawn the same.
    """
    ids = sorted({i for t in ties for i in (t.a, t.b)})
    if not ids:
        return Markup("")
    weight = {i: sum(t.times for t in ties if i in (t.a, t.b)) for i in ids}
    places = _laid_out(ids, ties)
    most = max(t.times for t in ties)
    parts = []
    for t in ties:
        (x1, y1), (x2, y2) = places[t.a], places[t.b]
        wide = 1 + 5 * math.sqrt(t.times / most)
        parts.append(
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" class="tie" stroke-width="{wide:.1f}">'
            f"<title>{_safe(t.words)}</title></line>"
        )
    heaviest = max(weight.values())
    for i in ids:
        x, y = places[i]
        radius = 5 + 13 * math.sqrt(weight[i] / heaviest)
        parts.append(
            f'<a href="{escape(hrefs[i])}"><circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}" class="node">'
            f"<title>{_safe(names[i])}</title></circle>"
            + _text(x + radius + 3, y + 4, clip(names[i], 28), "nodename")
            + "</a>"
        )
    return _svg(_WIDTH, 640, parts, "Who dealt with whom")


def _laid_out(ids: Sequence[str], ties: Sequence[Tie]) -> dict[str, tuple[float, float]]:
    count = len(ids)
    place = {i: k for k, i in enumerate(ids)}
    xs = [math.cos(2 * math.pi * k / count) for k in range(count)]
    ys = [math.sin(2 * math.pi * k / count) for k in range(count)]
    ideal = 1.6 / math.sqrt(count)
    for step in range(150):
        dx, dy = [0.0] * count, [0.0] * count
        for a in range(count):
            for b in range(a + 1, count):
                ex, ey = xs[a] - xs[b], ys[a] - ys[b]
                far = max(math.hypot(ex, ey), 0.01)
                push = ideal * ideal / (far * far)
                dx[a], dy[a], dx[b], dy[b] = (
                    dx[a] + ex * push,
                    dy[a] + ey * push,
                    dx[b] - ex * push,
                    dy[b] - ey * push,
                )
        for t in ties:
            a, b = place[t.a], place[t.b]
            ex, ey = xs[a] - xs[b], ys[a] - ys[b]
            pull = max(math.hypot(ex, ey), 0.01) / ideal
            dx[a], dy[a], dx[b], dy[b] = (
                dx[a] - ex * pull,
                dy[a] - ey * pull,
                dx[b] + ex * pull,
                dy[b] + ey * pull,
            )
        # Towards the middle, so that parties without a tie to the rest do not drift away.
        for k in range(count):
            dx[k] -= xs[k] * 2.5
            dy[k] -= ys[k] * 2.5
        heat = 0.12 * (1 - step / 150)
        for k in range(count):
            far = max(math.hypot(dx[k], dy[k]), 1e-9)
            xs[k] += dx[k] / far * min(far, heat)
            ys[k] += dy[k] / far * min(far, heat)
    wide, high = max(max(xs) - min(xs), 1e-9), max(max(ys) - min(ys), 1e-9)
    return {
        i: (40 + (_WIDTH - 240) * (xs[k] - min(xs)) / wide, 30 + 580 * (ys[k] - min(ys)) / high)
        for i, k in place.items()
    }


def _shape(x: float, y: float, point: Point) -> str:
    title = f"<title>{_safe(point.title)}</title>"
    if point.kind == "mention":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" class="point mention">{title}</circle>'
    corners = {
        "for": ((-6, 5), (6, 5), (0, -6)),
        "against": ((-6, -5), (6, -5), (0, 6)),
    }.get(point.kind, ((0, -6), (6, 0), (0, 6), (-6, 0)))
    drawn = " ".join(f"{x + i:.1f},{y + j:.1f}" for i, j in corners)
    return f'<polygon points="{drawn}" class="point {escape(point.kind)}">{title}</polygon>'


def _month(iso: str) -> int | None:
    """Return a month as a number of months."""
    if len(iso) < 7 or not (iso[:4] + iso[5:7]).isdigit():
        return None
    number = int(iso[:4]) * 12 + int(iso[5:7]) - 1
    return number if 1 <= int(iso[5:7]) <= 12 else None


def _ticks(first: int, last: int, at: Callable[[int], float], y: float) -> list[str]:
    """Name years, or months where there are few."""
    few = last - first < 14
    step = 1 if few else 12 * max(1, (last - first) // 12 // 12)
    ticks = []
    for number in range(first, last + 1):
        if (few or number % 12 == 0) and (number - (first if few else 0)) % step == 0:
            label = date(number // 12, number % 12 + 1, 1).strftime("%Y-%m" if few else "%Y")
            ticks.append(_text(at(number), y, label, "tick"))
    return ticks


def _svg(width: int, height: int, parts: Sequence[str], label: str) -> Markup:
    return Markup(
        f'<svg viewBox="0 0 {width} {height}" role="group" aria-label="{escape(label)}" class="drawing">'
        + "".join(parts)
        + "</svg>"
    )


def _rect(x: float, y: float, width: float, height: float, kind: str, title: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" class="{escape(kind)}">'
        f"<title>{_safe(title)}</title></rect>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{_safe(words)}</text>'


def _safe(words: str) -> Markup:
    return escape(inert(words))
