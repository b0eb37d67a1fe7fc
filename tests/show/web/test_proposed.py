"""What a language model proposed says so wherever it is shown, and nothing else does."""

import shutil

import pytest
from starlette.testclient import TestClient

from trackrecord import Ledger, __version__
from trackrecord.asked import Asked, Item
from trackrecord.engine.build import relink
from trackrecord.show.document import of_commitment, written
from trackrecord.show.web.app import create_app

MODEL = "openai:small<b>"
KINDS = ("commitment", "statement", "event")


@pytest.fixture(scope="module")
def proposed(built, tmp_path_factory):
    """The pile, where a model proposed the first commitment, statement and event of one report."""
    path = shutil.copy(built, tmp_path_factory.mktemp("proposed") / "record.db")
    with Ledger.open(path) as record:
        reading = next(r for r in record.readings() if r.commitments and r.statements and r.events)
        items = tuple(Item(kind, 0) for kind in KINDS)
        record.put_asked(Asked(reading, MODEL, "1-abc", items, 1, 2), version=__version__)
        relink(record)
        yield path, reading.report.id


def test_pages_and_documents_say_what_a_model_proposed(proposed):
    path, report = proposed
    client = TestClient(create_app(path), base_url="http://127.0.0.1:8742")
    page = client.get(f"/reports/{report}").text
    assert page.count("proposed it") == len(KINDS)
    assert "openai:small&lt;b&gt;" in page
    data = client.get(f"/reports/{report}.json").json()
    assert data["items"]["commitment"][0]["model"] == MODEL
    assert not any(row["model"] for row in data["items"]["figure"])
    thread = data["items"]["commitment"][0]["thread"]
    shown = client.get(f"/commitments/{thread}")
    assert "proposed it" in shown.text
    occasion = data["items"]["event"][0]["occasion"]
    assert "proposed it" in client.get(f"/occasions/{occasion}").text
    with Ledger.open(path, read_only=True) as record:
        document = written(of_commitment(record, thread), "md").decode()
    assert "proposed by the language model openai:small" in document.replace("\\", "")


@pytest.mark.parametrize("name", ["commitments", "statements", "occasions"])
def test_lists_mark_what_only_a_model_proposed(proposed, name):
    path, report = proposed
    client = TestClient(create_app(path), base_url="http://127.0.0.1:8742")
    data = client.get(f"/{name}.json", params={"size": 1000, "undertaking": "any"}).json()
    marked = [row for row in data["rows"] if row["proposed"]]
    page = client.get(f"/{name}", params={"size": 1000, "undertaking": "any"}).text
    assert page.count("proposed by a model") == len(marked)
    with Ledger.open(path, read_only=True) as record:
        asked = {ref for ref, _, _ in record.asked()}
        if name == "statements":
            assert [(r["report"], r["item"]) for r in marked] == [(report, 0)]
        elif name == "commitments":
            only = {t.id for t in record.threads() if set(t.mentions) <= asked}
            assert {r["thread"] for r in marked} == only
        else:
            only = {o.id for o in record.links().occasions if set(o.events) <= asked}
            assert {r["occasion"] for r in marked} == only


def test_a_record_without_a_model_speaks_of_none(built):
    client = TestClient(create_app(built), base_url="http://127.0.0.1:8742")
    for name in ("commitments", "statements", "occasions", "reports"):
        assert "proposed" not in client.get(f"/{name}").text
