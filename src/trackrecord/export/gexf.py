"""GEXF for Gephi and NetworkX: parties as nodes, and as edges who met whom, and who acted or undertook towards whom.

Two files, since meeting has no direction and the others have one, and not every reader takes both in one graph. Version
1.2 of the format, which all of them read. Source: https://gexf.net/schema.html.
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
    """Write ``met.gexf`` and ``addressed.gexf``: all parties that a report names, and ties weighted by how often."""
    files = [
        ("met.gexf", _written(ledger, "undirected", "t.relation = 'met' AND t.party < t.other")),
        ("addressed.gexf", _written(ledger, "directed", "t.relation <> 'met'")),
    ]
    return write_folder(out_dir, "gexf", files)


def _written(ledger: Ledger, direction: str, which: str) -> Iterator[bytes]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        f'<graph defaultedgetype="{direction}" mode="static">\n<attributes class="node">\n'
    ).encode()
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
        f" WHERE NOT a.anonymous AND NOT b.anonymous AND {which} ORDER BY t.party, t.other, t.relation"
    )
    for number, (party, other, relation, times, last) in enumerate(edges):
        yield (
            f'<edge id="{number}" source={_attribute(party)} target={_attribute(other)} type="{direction}" weight="{times}"'
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
