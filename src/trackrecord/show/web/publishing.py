"""The pages as files: the same views and templates, with links between files, for a folder that anyone can open."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

from trackrecord.errors import TrackrecordError
from trackrecord.ledger import Ledger
from trackrecord.ledger.browse.tables import LISTINGS
from trackrecord.show.web import pages
from trackrecord.show.web.app import STATIC, THINGS
from trackrecord.show.web.site import PublishedSite
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.graph import graph
from trackrecord.show.web.views.lists import listed
from trackrecord.show.web.views.overview import overview

MARK = ".trackrecord-pages"
"""A file that tells a folder of ours, which may be replaced, from one that may not."""
_KEYS = {
    "commitments": ("thread_summary", "thread", "first"),
    "parties": ("party_summary", "party", "first"),
    "occasions": ("occasion_summary", "occasion", "first"),
    "stories": ("story_summary", "story", "first"),
    "reports": ("report_summary", "report", "day"),
}


def publish(
    ledger: Ledger, out_dir: Path, *, as_of: str | None = None, progress: Callable[[int], None] | None = None
) -> int:
    """Write the record as a static site into *out_dir*, as of a day if one is given; return how many pages it has.

    The folder is made anew beside its name and put in place once it is whole; one that was published before is
    replaced, any other that is not empty is refused with :class:`~trackrecord.errors.TrackrecordError`. Names, filters
    and search need a server and are left out; original bytes are not published.
    """
    _check_free(out_dir)
    try:
        out_dir.parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=f".{out_dir.name}-", dir=out_dir.parent))
    except OSError as error:
        raise _unwritten(out_dir, error) from error
    try:
        number = 0
        for name, page in _pages(ledger, as_of):
            path = made / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(page, encoding="utf-8", errors="replace")
            number += 1
            if progress is not None:
                progress(number)
        shutil.copytree(STATIC, made / "static", ignore=shutil.ignore_patterns("*.js"))
        (made / MARK).write_text("Made by trackrecord publish; made anew by the next.\n", encoding="utf-8")
        made.chmod(0o755)
        if out_dir.exists():
            shutil.rmtree(out_dir)
        made.rename(out_dir)
    except OSError as error:
        raise _unwritten(out_dir, error) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return number


def _pages(ledger: Ledger, as_of: str | None) -> Iterator[tuple[str, str]]:
    top, below = PublishedSite(0), PublishedSite(1)
    name = ledger.path.name

    def written(view: View, site: PublishedSite, where: str) -> str:
        return pages.html(
            view, site, where=where, as_of=as_of, ledger=name, params={}, can_rule=False, waiting=False
        )

    yield "index.html", written(overview(Ask(ledger, top, as_of)), top, "")
    yield "graph.html", written(graph(Ask(ledger, top, as_of)), top, "graph")
    for listing in LISTINGS:
        number, last = 1, 1
        while number <= last:
            view = listed(Ask(ledger, top, as_of, {"page": str(number)}), listing)
            last = view.data["page"].pages
            yield top.page(listing, page=number), written(view, top, listing)
            number += 1
    for listing, view_of in THINGS.items():
        table, key, known = _KEYS[listing]
        query = f"SELECT {key} FROM {table} WHERE ?1 IS NULL OR {known} <= ?1 ORDER BY {key}"
        for (id_,) in ledger.connection.execute(query, (as_of,)).fetchall():
            try:
                view = view_of(Ask(ledger, below, as_of), id_)
            except MissingError:  # another process has written links anew since
                continue
            yield f"{listing}/{id_}.html", written(view, below, listing)


def _check_free(out_dir: Path) -> None:
    if not out_dir.exists():
        return
    if not out_dir.is_dir():
        raise TrackrecordError(str(out_dir), "is no folder", "Name an empty or a new folder")
    if any(out_dir.iterdir()) and not (out_dir / MARK).exists():
        cause = "is not empty and was not made by trackrecord publish"
        raise TrackrecordError(str(out_dir), cause, "Name an empty or a new folder; nothing was written")


def _unwritten(out_dir: Path, error: OSError) -> TrackrecordError:
    cause = f"cannot be written ({error.strerror or error})"
    return TrackrecordError(str(out_dir), cause, "Check your rights to it and the room on the disk")
