"""``trackrecord collect``: pages from the web and from web archives into a ledger."""

from __future__ import annotations

import os
import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackrecord.cli.output import print_json, progress, say, say_what_is_missing

if TYPE_CHECKING:
    from trackrecord.collect.web.crawling import Collection
    from trackrecord.engine.build import Build

_DAY = click.DateTime(["%Y-%m-%d"])
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


@click.command("collect")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--ledger", required=True, metavar="FILE", help="The ledger to write; made if missing.")
@click.option(
    "--contact", metavar="MAIL-OR-URL", help="Where a site's owner can reach you; goes into the User-Agent."
)
@click.option(
    "--timeout",
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    type=click.FloatRange(0.1, 3600),
    help="How long one answer may take.",
)
@click.option(
    "--delay", default=1.0, show_default=True, metavar="SECONDS", type=click.FloatRange(0, 300),
    help="Pause between two requests of one host; longer where its robots.txt asks for it.",
)  # fmt: skip
@click.option(
    "--host", "hosts", multiple=True, metavar="HOST", help="Only pages of this host and its subdomains."
)
@click.option(
    "--url", "urls", multiple=True, metavar="PATTERN", help="Only addresses that fit, with * and ?."
)
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only pages said to be in it.")
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help="Only what is dated this day or later.")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="Only what is dated this day or earlier.")
@click.option("--most", type=click.IntRange(0), metavar="N", help="Ask for N pages at most in this run.")
@click.option(
    "--again", is_flag=True, help="Ask again for pages that were fetched, whether they have changed."
)
@click.option("--watch", is_flag=True, help="Go on until stopped, asking the sources again and again.")
@click.option(
    "--every", default=15.0, show_default=True, metavar="MINUTES", type=click.FloatRange(0.001),
    help="How often --watch asks.",
)  # fmt: skip
@click.option("--fetch-only", is_flag=True, help="Fetch and keep; read nothing yet.")
@click.option(
    "--warc", metavar="FILE", help="Write all that was ever fetched into this web archive (.warc.gz)."
)
@click.option(
    "--allow-address", "allow", multiple=True, metavar="ADDRESS[:PORT]",
    help="An address that is not on the public internet and may be asked all the same.",
)  # fmt: skip
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to read with."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON on standard output.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    ledger: str,
    contact: str | None,
    delay: float,
    timeout: float,
    watch: bool,
    every: float,
    as_json: bool,
    warc: str | None,
    **options: Any,
) -> None:
    """Fetch pages, keep them as evidence, and read them into a ledger.

    SOURCE is the address of a feed (RSS, Atom, JSON Feed), sitemap or page; a saved feed or sitemap; a list of addresses
    (text, CSV, TSV, JSON; - for standard input); or a web archive (.warc, .warc.gz, .wacz, .mhtml). Without a SOURCE it goes
    on with what an earlier run left. robots.txt is honoured. A run that was interrupted is gone on with by running it again.

    Exits with 3 when nothing could be taken.
    """
    from trackrecord.collect.web.fetching import Manners
    from trackrecord.engine.collecting import sources_of

    if contact is not None and (not contact.isprintable() or len(contact) > 200):
        raise click.BadParameter("it must be one line of at most 200 characters", param_hint="--contact")
    manners = Manners(
        contact=contact,
        delay=delay,
        whole=timeout,
        read=min(20.0, timeout),
        allow=_addresses(options["allow"]),
    )
    if any(os.environ.get(name) or os.environ.get(name.upper()) for name in _PROXIES):
        say(
            "A proxy is set in the environment and is not used: connections go straight, so that each can be vetted."
        )
    if contact is None and any("://" in source for source in sources):
        say("Say --contact, so that a site's owner can reach you.")
    found = sources_of(sources, sys.stdin.buffer)
    if not options["fetch_only"]:
        say_what_is_missing()
    elif found.archives:
        say("Archives are not read with --fetch-only: name them again without it.")
    while True:
        taken = _round(found, ledger, manners, as_json, options)
        if not watch:
            break
        time.sleep(every * 60)
    if warc is not None:
        _archive(ledger, Path(warc))
    if not taken:
        ctx.exit(3)


def _addresses(allow: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses in the one spelling that they are compared in."""
    from ipaddress import ip_address

    spelt = []
    for each in allow:
        host, port = each, ""
        if each.startswith("[") and "]" in each:
            host, _, port = each[1:].partition("]")
        elif each.count(":") == 1:
            host, _, port = each.partition(":")
        try:
            address = ip_address(host)
            number = int(port.removeprefix(":")) if port else None
        except ValueError:
            raise click.BadParameter(
                f"{each!r} is no ADDRESS or ADDRESS:PORT", param_hint="--allow-address"
            ) from None
        shown = f"[{address}]" if address.version == 6 else str(address)
        spelt.append(str(address) if number is None else f"{shown}:{number}")
    return tuple(spelt)


def _round(found: Any, ledger: str, manners: Any, as_json: bool, options: dict[str, Any]) -> bool:
    """Fetch and read once; return whether anything was taken, or there already."""
    from trackrecord.collect.which import Which
    from trackrecord.engine.collecting import fetch, read_fetched
    from trackrecord.ledger import Ledger
    from trackrecord.ledger.fetched import FetchStore

    days = {name: options[name].date().isoformat() if options[name] else None for name in ("since", "until")}
    which = Which(options["urls"], options["hosts"], options["languages"], **days)
    built: Build | None = None
    with progress() as show:
        fetched = fetch(
            found.wanted,
            ledger,
            manners=manners,
            which=which,
            most=options["most"],
            again=options["again"],
            progress=show,
        )
        fetched.left_out += found.left_out
        if not options["fetch_only"]:
            built = read_fetched(
                ledger, found.archives, which=which, workers=options["workers"], progress=show
            )
    with Ledger.open(ledger, read_only=True) as record:
        states = FetchStore(record).states()
    _tell(fetched, built, states, ledger, as_json)
    there = built is not None and bool(built.added or built.known or built.counts["report"])
    return bool(fetched.fetched or fetched.unchanged or fetched.lists or there or states["done"])


def _tell(
    fetched: Collection, built: Build | None, states: dict[str, int], ledger: str, as_json: bool
) -> None:
    left_out = sorted(
        fetched.left_out + (built.left_out if built else []), key=lambda left: (left.location, left.cause)
    )
    if as_json:
        print_json(
            {
                "ledger": ledger,
                "fetched": fetched.fetched,
                "unchanged": fetched.unchanged,
                "lists": fetched.lists,
                "wanted": fetched.wanted,
                "addresses": states,
                "added": built.added if built else 0,
                "known": built.known if built else 0,
                "not_read": built.not_read if built else 0,
                "left_out": [{"location": x.location, "cause": x.cause, "step": x.step} for x in left_out],
                "counts": built.counts if built else {},
            }
        )
    still = states["waiting"] + states["failed"]
    say(
        f"{fetched.fetched} pages fetched, {fetched.unchanged} unchanged, from {fetched.lists} feeds and sitemaps; "
        f"{still} addresses wait for another run, {len(left_out)} left out."
    )
    for left in left_out:
        say(f"  left out: {left.location}: {left.cause}. {left.step}")
    if built is not None:
        say(
            f"{built.added} reports added, {built.known} known before; the record holds {built.counts['report']}."
        )
        if built.counts["report"]:
            say(f"Next: trackrecord report {shlex.quote(ledger)}")


def _archive(ledger: str, file: Path) -> None:
    from trackrecord.export.warc import write_warc
    from trackrecord.ledger import Ledger

    with Ledger.open(ledger, read_only=True) as record:
        count = write_warc(record, file)
    say(f"{count} answers written to {file}.")
