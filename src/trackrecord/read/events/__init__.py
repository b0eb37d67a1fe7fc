"""Events: who did what to whom, in PLOVER types.

:mod:`finding` puts them together and :mod:`coding` codes a pair that is given. :mod:`acts` finds triggers by the frames of
:mod:`verbframes`, :mod:`nounframes` and :mod:`attitudes` (checked by :mod:`senses`), :mod:`arguments` and :mod:`sides`
who takes part, :mod:`reality` whether it happened, :mod:`circumstances` when and where, :mod:`contexts` in what
field. :mod:`meetings` (with :mod:`participation`
and :mod:`gapping`) and :mod:`attacks` join what several words tell of one occasion. A new verb goes into
:mod:`verbframes`, a new noun into :mod:`nounframes`.
"""
