"""What words alone give: TF-IDF and logistic regression on the encoder's labels, for comparison.

``python -m training.baseline --data SHARED`` trains on the labelled reports that share no subject with
``words-and-deeds/dev`` and prints, for its three topics, F1 of the sentences that tell of a commitment and of those
that tell of a deed. Wants scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from training import labels
from training.__main__ import DATA, apart_from_dev

_BINDING = ("promise", "agreement", "offer")


def lines(reports: list[labels.Marked]) -> tuple[list[str], list[bool], list[bool]]:
    """Return sentences, whether each tells of a commitment, and whether of a deed."""
    texts, commitments, deeds = [], [], []
    for report in reports:
        told = {m.sentence for m in report.mentions if m.kind in _BINDING}
        done = {d.sentence for d in report.deeds}
        for i, text in enumerate(report.sentences):
            texts.append(text)
            commitments.append(i in told)
            deeds.append(i in done)
    return texts, commitments, deeds


def f1(gold: list[bool], found: list[bool]) -> float:
    """Return F1 in percent."""
    right = sum(a and b for a, b in zip(gold, found, strict=True))
    return round(200 * right / max(1, sum(gold) + sum(found)), 1)


def main() -> None:
    """Train on other subjects, print one JSON line."""
    parser = argparse.ArgumentParser(prog="training.baseline", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="SHARED")
    shared = parser.parse_args().data
    folder = shared / "words-and-deeds"
    marked = [
        *labels.words_and_deeds(folder / "train"),
        *labels.own(DATA, labels.texts(shared)),
        *labels.written(DATA),
    ]
    some = [r for r in marked if "words_and_deeds" in r.tasks and apart_from_dev(r)]
    texts, commitments, deeds = lines(some)
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    known = words.fit_transform(texts)
    judges = [
        LogisticRegression(C=30, max_iter=1000, class_weight="balanced").fit(known, y)
        for y in (commitments, deeds)
    ]
    told = {"training_sentences": len(texts)}
    for topic in ("karzai", "egypt", "libya"):
        reports = [r for r in labels.words_and_deeds(folder / "dev") if r.topic == topic]
        own, wanted, done = lines(reports)
        seen = words.transform(own)
        told[f"{topic}_sentences_f1"] = f1(wanted, list(judges[0].predict(seen)))
        told[f"{topic}_deeds_f1"] = f1(done, list(judges[1].predict(seen)))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
