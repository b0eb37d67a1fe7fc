"""What a page says of itself in JSON-LD: the article among the things that it describes.

Scripts are read within bounds, and tolerantly, since many pages have a stray comma or comment in theirs: of a script
that is no JSON the plain ``"field": "value"`` pairs are taken.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_LONGEST = 400_000
_MOST_SCRIPTS = 30
_MOST_THINGS = 3_000
_ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle reviewnewsarticle"
    " askpublicnewsarticle blogposting liveblogposting socialmediaposting techarticle scholarlyarticle medicalscholarlyarticle"
    " advertisercontentarticle satiricalarticle report".split()
)
_PAGES = frozenset("webpage itempage medicalwebpage faqpage qapage".split())
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_PLAIN = re.compile(
    r'"(datePublished|dateModified|dateCreated|headline|inLanguage|articleBody)"\s*:\s*"((?:[^"\\\n]|\\.){1,300})"'
)


def described(tree: HtmlElement) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the article that the page describes and the page itself as a thing, each empty where there is none.

    Of several articles the first that has a date is taken: the others are mostly teasers.
    """
    articles: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for thing in _things(tree):
        kinds = {str(kind).rsplit("/", 1)[-1].lower() for kind in _listed(thing.get("@type"))}
        if kinds & _ARTICLES:
            articles.append(thing)
        elif kinds & _PAGES:
            pages.append(thing)
    dated = [thing for thing in articles if thing.get("datePublished")]
    article = (dated or articles or [{}])[0]
    return article, next((thing for thing in pages if thing.get("datePublished")), (pages or [{}])[0])


def kinds_of(thing: dict[str, Any]) -> set[str]:
    """Return the types of a thing, in lower case."""
    return {str(kind).rsplit("/", 1)[-1].lower() for kind in _listed(thing.get("@type"))}


def said(thing: dict[str, Any], field: str) -> str | None:
    """Return the first text under *field*: a string, or the name or value of the thing that stands there."""
    for value in _listed(thing.get(field)):
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip()
        if isinstance(value, dict):
            for inner in ("name", "@value", "@id"):
                if isinstance(value.get(inner), str) and value[inner].strip():
                    return str(value[inner]).strip()
    return None


def names(thing: dict[str, Any], field: str) -> list[str]:
    """Return the names of all things under *field*, such as the authors."""
    found = []
    for value in _listed(thing.get(field)):
        name = value.get("name") if isinstance(value, dict) else value
        found += [str(each).strip() for each in _listed(name) if isinstance(each, str) and each.strip()]
    return found


def _things(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every thing of every script, the outer ones first."""
    scripts = [s for s in tree.iter("script") if "ld+json" in s.get("type", "").lower()][:_MOST_SCRIPTS]
    for script in scripts:
        content = script.text or ""
        if len(content) > _LONGEST:
            continue
        waiting: deque[Any] = deque([_parsed(content)])
        seen = 0
        while waiting and seen < _MOST_THINGS:
            value = waiting.popleft()
            seen += 1
            if isinstance(value, list):
                waiting.extend(value[:_MOST_THINGS])
            elif isinstance(value, dict):
                if "@type" in value:
                    yield value
                waiting.extend(inner for inner in value.values() if isinstance(inner, dict | list))


def _parsed(content: str) -> Any:
    bare = _WRAPPING.sub("", _WRAPPING.sub("", content.strip()))
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        plain: dict[str, Any] = {}
        for match in _PLAIN.finditer(content):
            plain.setdefault(match[1], match[2])
        return {"@type": "Article"} | plain if plain else None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
