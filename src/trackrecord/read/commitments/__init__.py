"""Commitments: who binds, offers, refuses or is asked to bind himself to what, and on what condition.

:mod:`finding` puts them together. :mod:`bindings` reads explicit verbs, nouns and adjectives by the frames of
:mod:`undertakings` (with :mod:`complements`), :mod:`futures` binding futures; :mod:`clauselists` numbered clauses of
an accord; :mod:`clauses` is clause structure, :mod:`promisors` and :mod:`addressees` who is bound and to whom, :mod:`actions` the course of action and its polarity, :mod:`terms` condition
and deadline. A new word of promising, demanding or refusing goes into :mod:`undertakings`.
"""
