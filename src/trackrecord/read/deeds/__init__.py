"""Deeds: what a report tells that bears on whether a commitment was honoured.

:mod:`finding` puts them together; :mod:`signs` are words that name keeping and breaking, :mod:`conduct` is conduct that
matches an action, :mod:`outcomes` acts told as done or not done, :mod:`likeness` how far two wordings are of
the same act, :mod:`unreal` what is only supposed, general or still to come.
"""
