"""The network: a BERT or MPNet encoder with one linear head a task.

Written out rather than taken from a library: the same forty lines load all-MiniLM-L6-v2 (Wang et al. 2020) and its
larger teacher all-mpnet-base-v2 (Song et al. 2020), export to ONNX without surprises, and replay as a CUDA graph.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from trackrecord.encoder.heads import WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Shape:
    """The sizes of an encoder, as its ``config.json`` gives them."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    epsilon: float = 1e-12
    relative: bool = False  # MPNet: positions start at 2, a bias by distance, ids 4 higher than BERT's


MINILM = Shape()
MPNET = Shape(12, 768, 12, 3072, 30527, 514, 1e-5, relative=True)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        """Make a layer with weights at random."""
        super().__init__()
        self.heads, self.rate = shape.heads, dropout
        self.q, self.k, self.v, self.out = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.up, self.down = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.first = nn.LayerNorm(shape.width, shape.epsilon)
        self.second = nn.LayerNorm(shape.width, shape.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Return the layer's output; *bias* is added to the attention's scores."""
        rows, length, width = x.shape

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.view(rows, length, self.heads, width // self.heads).transpose(1, 2)

        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        if x.device.type == "cpu" and not torch.onnx.is_in_onnx_export():
            # In one piece, without dropout of the weights: two thirds of a processor's time.
            mixed = functional.scaled_dot_product_attention(q, k, v, bias.to(q.dtype))
        else:
            scores = q @ k.transpose(2, 3) / math.sqrt(width // self.heads) + bias
            weights = self.dropout(functional.softmax(scores.float(), -1).to(v.dtype))
            mixed = weights @ v
        mixed = mixed.transpose(1, 2).reshape(rows, length, width)
        x = self.first(x + self.dropout(self.out(mixed)))
        return self.second(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces to vectors."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        """Make an encoder with weights at random."""
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)
        if shape.relative:
            self.distances = nn.Embedding(32, shape.heads)
            self.register_buffer("buckets", _buckets(512), persistent=False)

    def forward(
        self, pieces: torch.Tensor, parts: torch.Tensor, at: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return ``(rows, length, width)``.

        *parts* numbers the windows of a row from 1, 0 is padding: no piece sees another window. *at* are the
        pieces' places in their window; None counts from the row's start.
        """
        length = pieces.shape[1]
        if at is None:
            at = torch.arange(length, device=pieces.device)
        if self.shape.relative:
            special = torch.where(pieces == 101, 0, 1)
            pieces = torch.where((pieces == 101) | (pieces == 0), special, pieces + 4)
            at = at + 2
        x = self.dropout(self.norm(self.words(pieces) + self.places(at)))
        apart = parts[:, None, :, None] != parts[:, None, None, :]
        bias = apart.to(x.dtype) * -10000.0
        if self.shape.relative:
            bias = bias + self.distances(self.buckets[:length, :length]).permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Take the weights of a published ``model.safetensors`` under their names there; raise KeyError on a gap."""
        w = weights
        attention = "attention.attn.{}" if self.shape.relative else "attention.self.{}"
        names = {
            "q": attention.format("q" if self.shape.relative else "query"),
            "k": attention.format("k" if self.shape.relative else "key"),
            "v": attention.format("v" if self.shape.relative else "value"),
            "out": "attention.attn.o" if self.shape.relative else "attention.output.dense",
            "first": "attention.LayerNorm" if self.shape.relative else "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "second": "output.LayerNorm",
        }
        own = {
            "words.weight": w["embeddings.word_embeddings.weight"],
            "places.weight": w["embeddings.position_embeddings.weight"],
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        if self.shape.relative:
            own["distances.weight"] = w["encoder.relative_attention_bias.weight"]
        else:
            # every word piece is of type 0: its vector goes into the positions once and for all
            own["places.weight"] = own["places.weight"] + w["embeddings.token_type_embeddings.weight"][0]
        for i in range(self.shape.layers):
            for mine, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{i}.{mine}.{part}"] = w[f"encoder.layer.{i}.{theirs}.{part}"]
        self.load_state_dict({n: t.float() for n, t in own.items()})


def _buckets(length: int) -> torch.Tensor:
    """Return MPNet's bucket of every distance: exact up to 8 either way, then by the logarithm up to 128."""
    at = torch.arange(length)
    far = at[:, None] - at[None, :]  # as in T5: minus (memory position - context position)
    side = torch.where(far < 0, 16, 0)
    far = far.abs()
    large = 8 + (torch.log(far.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return side + torch.where(far < 8, far, large.clamp(max=15))


class Reader(nn.Module):
    """An encoder with all heads as one matrix."""

    def __init__(self, shape: Shape = MINILM, dropout: float = 0.1) -> None:
        """Make the network; the heads start at random."""
        super().__init__()
        self.encoder = Encoder(shape, dropout)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(shape.width, WIDTH)

    def forward(
        self, pieces: torch.Tensor, parts: torch.Tensor, at: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return every head's scores (``heads.COLUMNS``) at every word piece: ``(rows, length, WIDTH)``."""
        scores: torch.Tensor = self.head(self.dropout(self.encoder(pieces, parts, at)))
        return scores
