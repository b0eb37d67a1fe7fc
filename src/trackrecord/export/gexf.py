"""GEXF 1.3 for Gephi: parties as nodes, and who met, acted towards or undertook something towards whom as edges.

Source: https://gexf.net/schema.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from trackrecord.export.folder import write_folder
from trackrecord.ledger import Ledger

# What XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODES = ("kind", "country", "reports", "mentions", "commitments", "statements", "occasions")


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``parties.gexf``: all parties that a report names, and their ties, each weighted by how often."""
    return write_folder(out_dir, "gexf", [("parties.gexf", _written(ledger))])


def _written(ledger: Ledger) -> Iterator[bytes]:
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        b'<graph defaultedgetype="directed" mode="static">\n<attributes class="node">\n'
    )
    for number, name in enumerate(_NODES):
        kind = "string" if name in ("kind", "country") else "integer"
        yield f'<attribute id="{number}" title="{name}" type="{kind}"/>\n'.encode()
    yield b'</attributes>\n<attributes class="edge">\n<attribute id="0" title="relation" type="string"/>\n'
    yield b'<attribute id="1" title="last" type="string"/>\n</attributes>\n<nodes>\n'
    columns = ", ".join(_NODES)
    rows = ledger.connection.execute(
        f"SELECT party, name, {columns} FROM party_summary WHERE NOT anonymous ORDER BY party"
    )
    for party, name, *values in rows:
        yield f"<node id={_attribute(party)} label={_attribute(name)}>{_values(values)}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    edges = ledger.connection.execute(
        "SELECT t.party, t.other, t.relation, t.times, t.last FROM party_tie AS t"
        " JOIN party_summary AS a ON a.party = t.party JOIN party_summary AS b ON b.party = t.other"
        " WHERE NOT a.anonymous AND NOT b.anonymous AND (t.relation <> 'met' OR t.party < t.other)"
        " ORDER BY t.party, t.other, t.relation"
    )
    for number, (party, other, relation, times, last) in enumerate(edges):
        kind = "undirected" if relation == "met" else "directed"
        yield (
            f'<edge id="{number}" source={_attribute(party)} target={_attribute(other)} type="{kind}" weight="{times}"'
            f" label={_attribute(relation.replace('_', ' '))}>{_values([relation, last])}</edge>\n"
        ).encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _values(values: list[object]) -> str:
    inner = "".join(
        f'<attvalue for="{number}" value={_attribute(str(value))}/>'
        for number, value in enumerate(values)
        if value is not None
    )
    return f"<attvalues>{inner}</attvalues>" if inner else ""


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
