"""From trained weights to the int8 ONNX file that ``trackrecord.encoder`` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from trackrecord.encoder.heads import SENTENCE_HEADS, TOKEN_HEADS

if TYPE_CHECKING:
    from pathlib import Path

    from training.model import Reader

OPSET = 20


class _Joined(nn.Module):
    """The network with all heads as one: one matrix, one output."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.encoder = model.encoder
        heads = [model.heads[n] for n in (*TOKEN_HEADS, *SENTENCE_HEADS)]
        joined = nn.Linear(heads[0].in_features, sum(h.out_features for h in heads))
        joined.weight.data = torch.cat([h.weight.data for h in heads])
        joined.bias.data = torch.cat([h.bias.data for h in heads])
        self.head = joined

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.head(self.encoder(pieces, mask))


def export(model: Reader, file: Path, *, keep_float: Path | None = None) -> None:
    """Write the network as ONNX with int8 weights (per channel, activations quantised as they come).

    Inputs ``pieces`` and ``mask`` (rows, length; 1 at word pieces, 0 at padding); output ``scores`` (rows, length, classes of all heads in the order
    of ``TOKEN_HEADS`` and ``SENTENCE_HEADS``).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    float_file = keep_float or file.with_suffix(".float.onnx")
    example = torch.ones((2, 8), dtype=torch.int64)
    torch.onnx.export(
        _Joined(model.eval().cpu()),
        (example, example),
        str(float_file),
        input_names=["pieces", "mask"],
        output_names=["scores"],
        dynamic_axes={n: {0: "rows", 1: "length"} for n in ("pieces", "mask", "scores")},
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(str(float_file), str(file), weight_type=QuantType.QInt8, per_channel=True)
    if keep_float is None:
        float_file.unlink()
