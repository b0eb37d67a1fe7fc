"""From trained weights to the int8 ONNX file that ``trackrecord.encoder`` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from pathlib import Path

    from training.model import Reader

OPSET = 20


def export(model: Reader, file: Path, *, keep_float: Path | None = None) -> None:
    """Write the network as ONNX with int8 weights (per channel, activations quantised as they come).

    Inputs ``pieces`` and ``mask`` (rows, length; 1 at word pieces, 0 at padding); output ``scores`` (rows, length,
    ``heads.WIDTH``).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    float_file = keep_float or file.with_suffix(".float.onnx")
    example = torch.ones((2, 8), dtype=torch.int64)
    torch.onnx.export(
        model.eval().cpu(),
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
