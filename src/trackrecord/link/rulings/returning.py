"""Links and findings over readings from which items were rejected, back to the items as they were read.

Ids follow from what a party, occasion or thread holds, so they are made anew: nobody's id changes because something
else in its report was rejected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from trackrecord.link.occasions import occasion_id
from trackrecord.link.parties import party_id
from trackrecord.link.rulings.applying import Shifts
from trackrecord.link.threads import thread_id
from trackrecord.types import Finding, Links, Ref

_REF = re.compile(r"(?<![^|:])([^|:]+):(figure):(\d+)")


class Return:
    """Takes references and ids back to the items as read. Without rejections everything stays as it is."""

    def __init__(self, shifts: Shifts, links: Links) -> None:
        """*links* are those over the readings that *shifts* come from."""
        self._shifts = shifts
        self._parties = {p.id: party_id(p.kind, p.name, self.refs(p.members)) for p in links.parties}
        self._occasions = {o.id: occasion_id(o.type, self.refs(o.events)) for o in links.occasions}
        self._threads = {t.id: thread_id(self.refs(t.mentions)) for t in links.threads}

    def ref(self, ref: Ref) -> Ref:
        """Return the reference to the same item as it was read."""
        old = self._shifts.get((ref.report, ref.kind))
        return ref if old is None else ref._replace(index=old[ref.index])

    def refs(self, some: tuple[Ref, ...]) -> tuple[Ref, ...]:
        """Return references to the same items as they were read, in the same order."""
        return tuple(self.ref(r) for r in some)

    def links(self, links: Links) -> Links:
        """Return the links with all references and ids taken back."""
        if not self._shifts:
            return links
        return replace(
            links,
            joins=tuple(replace(j, a=self.ref(j.a), b=self.ref(j.b)) for j in links.joins),
            parties=tuple(
                sorted(
                    (replace(p, id=self._parties[p.id], members=self.refs(p.members)) for p in links.parties),
                    key=lambda p: (p.name, p.id),
                )
            ),
            occasions=tuple(
                sorted(
                    (
                        replace(
                            o,
                            id=self._occasions[o.id],
                            events=self.refs(o.events),
                            actors=tuple(sorted(self._parties[p] for p in o.actors)),
                            recipients=tuple(sorted(self._parties[p] for p in o.recipients)),
                            place=_known(self._parties, o.place),
                        )
                        for o in links.occasions
                    ),
                    key=lambda o: (o.date or "9999", o.id),
                )
            ),
            figures=tuple(replace(f, a=self.ref(f.a), b=self.ref(f.b)) for f in links.figures),
            threads=tuple(
                sorted(
                    (
                        replace(
                            t,
                            id=self._threads[t.id],
                            by=_known(self._parties, t.by),
                            to=_known(self._parties, t.to),
                            mentions=self.refs(t.mentions),
                            deeds=self.refs(t.deeds),
                        )
                        for t in links.threads
                    ),
                    key=lambda t: t.id,
                )
            ),
        )

    def findings(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return the findings with their subjects and evidence taken back, in their order of kind and subject."""
        if not self._shifts:
            return findings
        return tuple(
            sorted(
                (
                    replace(
                        f,
                        subject=self._subject(f.subject),
                        evidence=tuple(replace(e, ref=self.ref(e.ref)) for e in f.evidence),
                    )
                    for f in findings
                ),
                key=lambda f: (f.kind, f.subject),
            )
        )

    def thread(self, id_: str) -> str:
        """Return a thread's id over the items as read."""
        return self._threads.get(id_, id_)

    def _subject(self, subject: str) -> str:
        if "|" in subject:
            return _REF.sub(self._figure, subject)
        return self._threads.get(subject) or self._occasions.get(subject) or subject

    def _figure(self, found: re.Match[str]) -> str:
        ref = self.ref(Ref(found[1], "figure", int(found[3])))
        return f"{ref.report}:{ref.kind}:{ref.index}"


def _known(ids: Mapping[str, str], id_: str | None) -> str | None:
    return None if id_ is None else ids.get(id_, id_)
