"""A Frictionless data package for folders of tables: what each table and column is, its keys, and where it came from.

Source: Frictionless Data, Data Package 1.0 and Table Schema 1.0 (https://specs.frictionlessdata.io/).
"""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Any

from trackrecord.ledger import Ledger
from trackrecord.ledger.content import BOOLEAN, CONTENT_TABLES, JSON

_TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}


def data_package(ledger: Ledger, ending: str) -> bytes:
    """Return ``datapackage.json`` for a folder with every content table as ``TABLE`` + *ending* (``.csv``, ``.jsonl``)."""
    package = {
        "profile": "data-package",
        "name": "trackrecord",
        "title": "A sourced record of words and deeds",
        "description": "What reports say, each line with the exact characters that carry it. Not what is true.",
        "resources": [_resource(ledger, table, ending) for table in CONTENT_TABLES],
    }
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _resource(ledger: Ledger, table: str, ending: str) -> dict[str, Any]:
    columns = [c for c in ledger.columns(table) if not (ending == ".csv" and c == "json")]
    declared = {name: (kind, bool(notnull)) for _, name, kind, notnull, *_ in _info(ledger.connection, table)}
    fields = [_field(table, name, *declared.get(name, ("TEXT", False)), ending) for name in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""] if ending == ".csv" else []}
    key = [name for _, name, _, _, _, place in _info(ledger.connection, table) if place]
    if key and set(key) <= set(columns):
        schema["primaryKey"] = key
    resource: dict[str, Any] = {
        "name": table.replace("_", "-"),
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
    field: dict[str, Any] = {"name": name, "type": "string" if name == "finding" else _TYPES.get(kind, "string")}
    if name in BOOLEAN:
        field["type"] = "boolean"
    elif name in JSON:
        field["type"] = "object" if name == "json" else "array"
    # An absent value and an empty text look alike in CSV, so there a text can never be required.
    if required and (ending == ".jsonl" or field["type"] != "string"):
        field["constraints"] = {"required": True}
    return field


def _info(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"PRAGMA table_info({table})").fetchall()
