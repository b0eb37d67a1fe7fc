"""Every label of the faster pipes is the one that spaCy's own pipe gives."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean import clean_text
from trackrecord.read.parse import DEFAULT_MODEL, pipes
from trackrecord.read.parse import _make_doc as make_doc
from trackrecord.read.parsing.entities import InStep
from trackrecord.read.parsing.exceptions import Table
from trackrecord.read.parsing.pipes import Pipes
from trackrecord.read.parsing.sentences import SideBySide, pieces
from trackrecord.read.parsing.sums import by_numpy, one_thread

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").rglob("*.txt"))
FIELDS = ("head", "dep_", "tag_", "pos_", "lemma_", "norm_", "ent_iob_", "ent_type_", "is_sent_start")


@pytest.fixture(scope="module")
def own():
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def own_by_numpy():
    """spaCy's own pipes, multiplying by numpy: in words that make no sense, the last digit of a sum may decide."""
    nlp = spacy.load(DEFAULT_MODEL)
    by_numpy(nlp)
    return nlp


def labels(doc):
    return [
        [getattr(t, f).i if f == "head" else getattr(t, f) for f in FIELDS]
        + [str(t.morph), t.left_edge.i, t.right_edge.i, [c.i for c in t.children]]
        for t in doc
    ]


def both(own, text):
    report = clean_text(text, text_only=True)
    starts = tuple(s.start for s in report.sentences)
    theirs = make_doc(own, report.text, starts, 0)
    for _, pipe in own.pipeline:
        theirs = pipe(theirs)
    run = pipes()
    return theirs, run(make_doc(run.nlp, report.text, starts, 0))


@pytest.mark.parametrize("path", EXAMPLES[::4], ids=lambda p: p.name)
def test_reports_get_the_same_labels(own, path):
    theirs, ours = both(own, path.read_text("utf-8"))
    assert labels(ours) == labels(theirs)
    assert [(e.start, e.end, e.label_) for e in ours.ents] == [
        (e.start, e.end, e.label_) for e in theirs.ents
    ]


WORDS = st.sampled_from(
    """The the envoy Anna Karlsson said that he ain't gonna sign a deal in Oslo , on 4 May 2021 : " No one will !
    there is 's can't I'm U.S. $ 40 million but let's y'all c'mon got ta x-ray and \n \n\n \t — ( ) Mr. Li's""".split(
        " "
    )
)


@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join).filter(str.strip))
@settings(max_examples=40, deadline=None)
def test_any_words_get_the_same_labels(own_by_numpy, text):
    with one_thread():
        theirs, ours = both(own_by_numpy, text)
    assert labels(ours) == labels(theirs)


def test_the_small_pipeline_is_run_by_our_pipes():
    kinds = {type(step) for step in pipes()._steps}
    assert {InStep, Table, SideBySide} <= kinds


def test_a_pipe_of_another_build_is_left_to_spacy():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LENGTH": {">=": 4}}]], {"POS": "NOUN"})
    doc = Pipes(nlp)(nlp.make_doc("seven cats"))
    assert [t.pos_ for t in doc] == ["NOUN", "NOUN"]
    with pytest.raises(ValueError, match="asks for"):
        Table(ruler)


def test_patterns_of_several_tokens_and_from_the_end():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "cold"}, {"LOWER": {"REGEX": "^war"}}]], {"LEMMA": "first"}, index=0)
    ruler.add([[{"LOWER": "cold"}, {"LOWER": {"IN": ["war", "wars"]}}]], {"LEMMA": "last"}, index=-1)
    ruler.add([[{"LOWER": "war"}]], {"TAG": "NN"})
    text = "Cold wars cold war cold cold warm war"
    table, spacys = Table(ruler)(nlp.make_doc(text)), ruler(nlp.make_doc(text))
    assert [(t.lemma_, t.tag_) for t in table] == [(t.lemma_, t.tag_) for t in spacys]
    assert [t.lemma_ for t in table][:2] == ["first", "last"]


def test_pieces_are_whole_sentences():
    import numpy as np

    marks = np.zeros(10, np.uint64)
    marks[[0, 2, 5, 9]] = 1
    assert pieces(marks, 4) == [(0, 5), (5, 9), (9, 10)]
    assert pieces(marks, 1) == [(0, 2), (2, 5), (5, 9), (9, 10)]
    assert pieces(np.zeros(3, np.uint64), 2) == [(0, 3)]


def test_the_number_of_threads_is_given_back():
    from trackrecord.read.parsing import sums

    told = sums._threads()
    if told is None:
        pytest.skip("numpy's library cannot be asked")
    ask, tell = told
    before = ask()
    tell(2)
    try:
        with one_thread():
            assert ask() == 1
        assert ask() == 2
    finally:
        tell(before)
