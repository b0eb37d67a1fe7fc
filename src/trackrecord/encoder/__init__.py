"""The small language model that all of reading shares: run time, weights, model card.

``heads`` names what it answers, ``windows`` cuts a report into what it reads at once, ``model`` runs it and
``tags`` turns its answers into spans. ``weights/`` holds the int8 network, its word pieces and ``MODEL_CARD.md``;
``training/`` (not in the wheel) makes them. Without the weights trackrecord reads with its rules alone.
A new question to the model is a new head; what is done with the answer belongs to the noun in ``read/``.
"""

from trackrecord.encoder.model import Answers, Encoder, load

__all__ = ["Answers", "Encoder", "load"]
