"""The learning curve: what labels of more topics give a plain classifier, on topics that it has not seen.

``python -m training.curve --data SHARED`` trains TF-IDF with logistic regression (as ``training.baseline``) on the
careful readings of ever more of the subjects of ``words-and-deeds/train`` that ``dev`` has not, drawn at random, and
last on the project's own, quicker readings as well. It prints one JSON line: for each number of subjects the mean F1,
over the draws and over the three topics of dev, of the sentences that tell of a commitment and of those that tell of
a deed, and how many sentences were learnt from. Wants scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from training import labels
from training.__main__ import DATA, apart_from_dev
from training.baseline import f1, lines

_TOPICS = ("karzai", "egypt", "libya")


def subject(topic: str) -> str:
    """Return what several sets of reports are on: their name without its number."""
    return re.sub(r"\d+$", "", topic)


def measured(known: list[labels.Marked], unseen: dict[str, list[labels.Marked]]) -> dict[str, float]:
    """Return the mean F1s over the unseen topics, and how many sentences were learnt from."""
    texts, commitments, deeds = lines(known)
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    seen = words.fit_transform(texts)
    told = {"training_sentences": float(len(texts))}
    for n, (name, marks) in enumerate((("sentences_f1", commitments), ("deeds_f1", deeds)), 1):
        judge = LogisticRegression(C=30, max_iter=1000, class_weight="balanced").fit(seen, marks)
        own = [lines(reports) for reports in unseen.values()]
        told[name] = float(np.mean([f1(of[n], list(judge.predict(words.transform(of[0])))) for of in own]))
    return told


def main() -> None:
    """Train on ever more subjects, print one JSON line."""
    parser = argparse.ArgumentParser(prog="training.curve", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="SHARED")
    parser.add_argument("--draws", type=int, default=5)
    options = parser.parse_args()
    folder = options.data / "words-and-deeds"
    dev = list(labels.words_and_deeds(folder / "dev"))
    unseen = {t: [r for r in dev if r.topic == t] for t in _TOPICS}
    by_subject: dict[str, list[labels.Marked]] = defaultdict(list)
    for report in filter(apart_from_dev, labels.words_and_deeds(folder / "train")):
        by_subject[subject(report.topic)].append(report)
    names = sorted(by_subject)
    told: dict[str, dict[str, float]] = {}
    for size in (*(n for n in (1, 2, 4, 8) if n < len(names)), len(names)):
        draws = [
            random.Random(d).sample(names, size) for d in range(1 if size == len(names) else options.draws)
        ]
        rows = [measured([r for name in drawn for r in by_subject[name]], unseen) for drawn in draws]
        told[str(size)] = {key: round(float(np.mean([row[key] for row in rows])), 1) for key in rows[0]}
    own = [
        r
        for r in (*labels.own(DATA, labels.texts(options.data)), *labels.written(DATA))
        if "words_and_deeds" in r.tasks and apart_from_dev(r)
    ]
    every = [r for reports in by_subject.values() for r in reports]
    told["and own"] = {k: round(v, 1) for k, v in measured([*every, *own], unseen).items()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
