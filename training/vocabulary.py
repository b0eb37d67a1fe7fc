"""``python -m training.vocabulary --minilm FOLDER --words FILE…``: the table of words that linking and cleaning look up.

For each common English word its rank by frequency and a short vector, so that "parley" meets "talks" without running a
network. The words are those of all-MiniLM-L6-v2 (Apache-2.0), in the order of its vocabulary, which is that of their
frequency in the general English it was trained on; after these come words of the FILEs (one text a line, or a
thesaurus with commas) that it would cut into pieces. Each is run through the network by itself and its vector cut to
64 principal components (Tulkens and van Dongen 2024, "Model2Vec"), then rounded to whole numbers, so that sums are exact
on every machine. Runs in a minute.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from training.model import MINILM, Encoder

WEIGHTS = Path(__file__).parents[1] / "src" / "trackrecord" / "encoder" / "weights"
COMPONENTS = 64
_LARGEST = 127
_LEAST = 4  # times that a word of the files must stand in them, or in so many entries of a thesaurus
_MOST = 9000  # of such words


def whole_words(vocabulary: Path) -> list[str]:
    """Return the whole words of a BERT vocabulary, in its order."""
    lines = vocabulary.read_text("utf-8").splitlines()
    return [w for w in lines if re.fullmatch(r"[a-z]{2,}", w)]


def further_words(files: list[Path], known: set[str]) -> list[str]:
    """Return words in lower case that stand often enough in *files* and are not *known*, the most frequent first."""
    counts: Counter[str] = Counter()
    for file in files:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                counts.update(re.findall(r"(?<![\w'’.-])[a-z]{4,}(?![\w'’])", line.replace(",", " ")))
    some = sorted((-n, w) for w, n in counts.items() if n >= _LEAST and w not in known)
    return [w for _, w in some[:_MOST]]


@torch.inference_mode()
def vectors_of(words: list[str], encoder: Encoder, pieces: Tokenizer) -> np.ndarray:
    """Return the mean of each word's last layer, run by itself."""
    rows = []
    ordered = sorted(range(len(words)), key=lambda i: len(pieces.encode(words[i]).ids))
    for start in range(0, len(ordered), 512):
        batch = [torch.tensor(pieces.encode(words[i]).ids) for i in ordered[start : start + 512]]
        ids = torch.nn.utils.rnn.pad_sequence(batch, batch_first=True)
        mask = torch.nn.utils.rnn.pad_sequence([torch.ones(len(b)) for b in batch], batch_first=True)
        out = encoder(ids, mask.long())
        rows.append(((out * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)).numpy())
    back = np.argsort(ordered)
    return np.concatenate(rows)[back]


def reduced(vectors: np.ndarray) -> np.ndarray:
    """Cut to the first principal components and round to one byte each, every vector of one length."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = unit - unit.mean(0)
    _, values, axes = np.linalg.svd(centred, full_matrices=False)
    cut = centred @ axes[:COMPONENTS].T
    cut /= np.linalg.norm(cut, axis=1, keepdims=True)
    whole: np.ndarray = np.clip(np.rint(cut * _LARGEST), -_LARGEST, _LARGEST).astype(np.int8)
    print(f"{(values[:COMPONENTS] ** 2).sum() / (values**2).sum():.0%} of the variance kept")
    return whole


def main() -> None:
    """Make the table and write it beside the encoder's weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--minilm", required=True, type=Path, help="folder with vocab.txt, tokenizer.json, weights"
    )
    parser.add_argument("--words", nargs="*", default=[], type=Path)
    parser.add_argument("--out", default=WEIGHTS, type=Path)
    chosen = parser.parse_args()
    words = whole_words(chosen.minilm / "vocab.txt")
    words += further_words(chosen.words, set(words))
    pieces = Tokenizer.from_file(str(chosen.minilm / "tokenizer.json"))
    pieces.no_padding()
    encoder = Encoder(MINILM).eval()
    encoder.load(load_file(chosen.minilm / "model.safetensors"))
    table = reduced(vectors_of(words, encoder, pieces))
    (chosen.out / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    np.save(chosen.out / "words.npy", table, allow_pickle=False)
    print(f"{len(words)} words, {table.nbytes} bytes")


if __name__ == "__main__":
    main()
