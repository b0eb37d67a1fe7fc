"""Documents: every line has its evidence, every piece of evidence is the report's own words, in each form."""

import re
from html import unescape

import pytest

from trackrecord import Ledger
from trackrecord.errors import TrackrecordError
from trackrecord.show.document import FORMS, of_commitment, of_party, written
from trackrecord.show.document.gathered import Document, Evidence, Line, Section


@pytest.fixture(scope="module")
def document(built):
    with Ledger.open(built, read_only=True) as record:
        return of_party(record, most_told(record))


def most_told(record):
    """The name of the party whose undertakings the most reports tell of."""
    told = {}
    for thread in record.threads():
        if thread.by_name and thread.kind in ("promise", "agreement", "offer"):
            told.setdefault(thread.by_name, set()).update(
                ref.report for ref in (*thread.mentions, *thread.deeds)
            )
    return max(sorted(told), key=lambda name: len(told[name]))


def test_all_evidence_is_the_reports_own_words(built, document):
    assert document.evidence
    with Ledger.open(built, read_only=True) as record:
        for piece in document.evidence:
            text = record.report(piece.report).text
            assert text[piece.start : piece.end] == piece.quote
            assert piece.before + piece.quote + piece.after in text


def test_every_mention_and_deed_has_a_number_that_leads_to_it(document):
    numbers = {piece.number for piece in document.evidence}
    assert numbers == set(range(1, len(numbers) + 1))
    used = set()
    for section in document.sections:
        for heading, lines in section.parts:
            for line in lines:
                assert line.evidence or heading == "Its status through time"
                used.update(line.evidence)
    assert used == numbers


def test_as_of_a_day_only_what_was_out_counts(built, document):
    with Ledger.open(built, read_only=True) as record:
        first = min(piece.published for piece in document.evidence)
        early = of_party(record, most_told(record), as_of="2027-03-01")
        then = of_party(record, most_told(record), as_of=first)
    assert first > "2027-03-01"
    assert early.evidence == ()
    assert early.notes == ("No undertaking by it was read.",)
    assert then.evidence
    assert all(piece.published <= first for piece in then.evidence)
    assert f"as of {first}" in then.made_from


def test_one_commitment_by_the_beginning_of_its_id(built):
    with Ledger.open(built, read_only=True) as record:
        thread = next(iter(record.threads())).id
        assert of_commitment(record, thread[:8]).sections[0].heading == of_commitment(record, thread).title
        with pytest.raises(TrackrecordError, match="0 commitments"):
            of_commitment(record, "none")
        with pytest.raises(TrackrecordError, match="commitments have an id"):
            of_commitment(record, "")
        with pytest.raises(TrackrecordError, match="no party is called"):
            of_party(record, "Atlantis")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_can_be_written_twice_the_same(document, form):
    made = written(document, form)
    assert made == written(document, form)
    assert len(made) > 1000


def test_html_holds_everything_and_loads_nothing(document):
    page = written(document, "html").decode()
    for piece in document.evidence:
        assert piece.quote in unescape(page)
        assert f'id="e{piece.number}"' in page
    assert set(re.findall(r'href="#(e\d+)"', page)) == {f"e{p.number}" for p in document.evidence}
    assert "<script" not in page
    assert "src=" not in page
    assert "default-src 'none'" in page


_EVIL = "<script>alert(1)</script> *bold* [x](javascript:alert(1)) `c` # h \x1b[31m \u202e #panic() $x$ \\end"


def evil() -> Document:
    piece = Evidence(1, _EVIL, _EVIL, _EVIL, _EVIL, _EVIL, _EVIL, "javascript:alert(1)", "ab", 0, 5)
    section = Section(_EVIL, ((_EVIL, _EVIL),), _EVIL, _EVIL, ((_EVIL, (Line(_EVIL, (1,)),)),))
    return Document(_EVIL, _EVIL, (section,), (piece,), (_EVIL,))


def test_hostile_words_are_text_in_every_form():
    html = written(evil(), "html").decode()
    assert "<script" not in html
    assert 'href="javascript' not in html
    markdown = written(evil(), "md").decode()
    assert "\\<script\\>" in markdown
    assert re.search(r"(?<!\\)<script", markdown) is None
    assert re.search(r"(?<!\\)\]\(javascript", markdown) is None
    for made in (html, markdown):
        assert "\x1b" not in made
        assert "\u202e" not in made
    # Typst would stop at an unknown function or an unclosed formula if any of it were markup.
    assert written(evil(), "pdf").startswith(b"%PDF")


def test_an_unknown_form_is_refused(document):
    with pytest.raises(ValueError, match="no form docx"):
        written(document, "docx")
