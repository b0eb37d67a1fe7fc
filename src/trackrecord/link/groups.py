"""Groups that form by joining pairs, and the short ids that name what linking finds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


class DisjointSets:
    """Items joined pair by pair into groups; each group is named by its smallest item, whatever the order."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, item: str) -> str:
        """Return the smallest item of the group that holds *item*; an unknown item is its own group."""
        root = item
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(item, item)) != root:
            self._parent[item] = root
            item = above
        return root

    def join(self, a: str, b: str) -> str:
        """Join the groups of two items and return the name of the joint group."""
        first, second = sorted((self.find(a), self.find(b)))
        self._parent[second] = first
        return first

    def groups(self, items: Iterable[str]) -> list[list[str]]:
        """Return the groups that *items* fall into, each sorted, in order of their smallest item."""
        found: dict[str, list[str]] = {}
        for item in sorted(set(items)):
            found.setdefault(self.find(item), []).append(item)
        return [found[root] for root in sorted(found)]


def short_id(prefix: str, *parts: object) -> str:
    """Return ``prefix`` and twelve hex digits that depend on the parts alone (not on order of work or machine)."""
    digest = hashlib.sha256("\x1f".join(str(p) for p in parts).encode("utf-8", "surrogatepass"))
    return prefix + digest.hexdigest()[:12]
