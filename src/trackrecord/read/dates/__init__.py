"""Dates, times, durations and sets, with TIMEX3 values and EDTF.

:mod:`finding` puts them together. :mod:`timex` is the grammar of date phrases over :mod:`datewords`, tried where
:mod:`triggers` says. :mod:`meanings` gives a phrase its value by :mod:`calendardates`, :mod:`relativedates` and
:mod:`durations`, on the :mod:`anchoring` and the :mod:`tense` of its clause (:mod:`plaintense` where there is no
parse). :mod:`deadlines` turns what is due into stretches of days; :mod:`calendar` is the arithmetic.
"""
