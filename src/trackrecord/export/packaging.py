"""A Frictionless data package for folders of tables: what each table and column is, its keys, and where it came from.

Source: Frictionless Data, Data Package 1.0 and Table Schema 1.0 (https://specs.frictionlessdata.io/).
"""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Any
from urllib.parse import urlsplit

from trackrecord.ledger import Ledger
from trackrecord.ledger.content import BOOLEAN, CONTENT_TABLES, JSON
from trackrecord.ledger.describing import about_column, about_table

_TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}


def data_package(ledger: Ledger, ending: str) -> bytes:
    """Return ``datapackage.json`` for a folder with every content table as ``TABLE`` + *ending* (``.csv``, ``.jsonl``)."""
    package = {
        "profile": "data-package",
        "name": "trackrecord",
        "title": "A sourced record of words and deeds",
        "description": "What reports say, each line with the exact characters that carry it. Not what is true.",
        "licenses": [{"name": "notspecified", "title": "Texts and quotations belong to their publishers"}],
        "sources": _sources(ledger),
        "resources": [_resource(ledger, table, ending) for table in CONTENT_TABLES],
    }
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _resource(ledger: Ledger, table: str, ending: str) -> dict[str, Any]:
    columns = [c for c in ledger.columns(table) if not (ending == ".csv" and c == "json")]
    declared = {name: (kind, bool(notnull)) for _, name, kind, notnull, *_ in _info(ledger.connection, table)}
    fields = [_field(table, name, *declared.get(name, ("TEXT", False)), ending) for name in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""] if ending == ".csv" else []}
    if key := _key(ledger.connection, table, columns):
        schema["primaryKey"] = key
    if foreign := _foreign_keys(ledger.connection, table, columns):
        schema["foreignKeys"] = foreign
    resource: dict[str, Any] = {
        "name": table.replace("_", "-"),
        "title": table.replace("_", " "),
        "description": about_table(table),
        "path": table + ending,
        "profile": "tabular-data-resource",
        "format": ending[1:],
        "encoding": "utf-8-sig" if ending == ".csv" else "utf-8",
        "schema": schema,
    }
    if ending == ".csv":
        resource["mediatype"] = "text/csv"
        resource["dialect"] = {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "doubleQuote": True,
            "header": True,
        }
    return resource


def _field(table: str, name: str, kind: str, required: bool, ending: str) -> dict[str, Any]:
    # A finding is named by a hash of its content here, by a number in the ledger.
    field: dict[str, Any] = {
        "name": name,
        "type": "string" if name == "finding" else _TYPES.get(kind, "string"),
    }
    field["description"] = about_column(table, name)
    if name in BOOLEAN:
        field["type"] = "boolean"
    elif name in JSON:
        field["type"] = "object" if name == "json" else "array"
    # An absent value and an empty text look alike in CSV, so there a text can never be required.
    if required and (ending == ".jsonl" or field["type"] != "string"):
        field["constraints"] = {"required": True}
    return field


def _key(connection: Connection, table: str, columns: list[str]) -> list[str]:
    """Return the columns that tell a table's rows apart: its key in the ledger, else another that is unique there."""
    if table == "finding":
        return ["finding"]
    keys = [[name for _, name, _, _, _, place in _info(connection, table) if place]]
    for _, index, unique, _, partial in connection.execute(f"PRAGMA index_list({table})").fetchall():
        if unique and not partial:
            keys.append([name for _, _, name in connection.execute(f"PRAGMA index_info({index})")])
    return next((key for key in keys if key and set(key) <= set(columns)), [])


def _foreign_keys(connection: Connection, table: str, columns: list[str]) -> list[dict[str, Any]]:
    """Return the references of a table's rows, sorted.

    Without those that can be empty in part (a party in the same report that may be none): Table Schema does not say how
    these are to be taken, and Frictionless takes them for broken.
    """
    required = {name for _, name, _, notnull, *_ in _info(connection, table) if notnull}
    pairs: dict[int, list[tuple[str, str, str]]] = {}
    for number, _, other, ours, theirs, *_ in connection.execute(f"PRAGMA foreign_key_list({table})"):
        if other == "finding":
            theirs = "finding"
        pairs.setdefault(number, []).append((other, ours, theirs))
    found = []
    for parts in sorted(pairs.values()):
        other, ours = parts[0][0], [ours for _, ours, _ in parts]
        if set(ours) <= set(columns) and (len(ours) == 1 or set(ours) <= required):
            reference = {
                "resource": "" if other == table else other.replace("_", "-"),
                "fields": [theirs for *_, theirs in parts],
            }
            found.append({"fields": ours, "reference": reference})
    return found


def _sources(ledger: Ledger) -> list[dict[str, str]]:
    """Return the publishers of the reports, and the addresses of their sites where known, sorted."""
    found = set()
    for publisher, url in ledger.connection.execute("SELECT DISTINCT publisher, url FROM report"):
        try:
            parts = urlsplit(url or "")
        except ValueError:
            parts = urlsplit("")
        site = (
            f"{parts.scheme}://{parts.netloc}/" if parts.scheme in ("http", "https") and parts.netloc else ""
        )
        if publisher or site:
            found.add((publisher or parts.netloc, site))
    return [{"title": title, "path": site} if site else {"title": title} for title, site in sorted(found)]


def _info(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"PRAGMA table_info({table})").fetchall()
