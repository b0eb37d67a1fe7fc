"""How the encoder's weights were made, from labels to model card. Not part of the wheel.

``labels`` reads the label files and the texts they point into; ``targets`` turns sentences into word
pieces with what every head should answer; ``model`` is the network; ``fit`` trains it and can be stopped and resumed; ``export`` writes
the int8 ONNX file that ``trackrecord.encoder`` runs. ``python -m training`` does all of it in that order. A new
task gets its labels in ``labels``, its targets in ``targets`` and its head in ``model``.
"""
