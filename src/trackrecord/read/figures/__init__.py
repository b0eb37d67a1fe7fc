"""Figures: how many of what, within which bounds, given by whom.

:mod:`finding` puts them together; :mod:`numbers` reads numerals, :mod:`quantities` bounds and ranges,
:mod:`units` and :mod:`currencies` what they are measured in, :mod:`counted` what they count.
"""
