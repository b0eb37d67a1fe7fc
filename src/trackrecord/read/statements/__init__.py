"""Statements: what was said, written or thought, by whom.

:mod:`finding` puts them together. Quotations: :mod:`quotes` pairs the marks, :mod:`quoting` finds cue and speaker
around them, :mod:`unclaimed` places those without a cue, :mod:`signatures` those with a name under them, :mod:`colons`
reads headlines and transcripts. Indirect speech: :mod:`cues` are the word classes by frame, :mod:`contents` dispatches
to :mod:`clausecontents`, :mod:`objectcontents` and :mod:`nouncontents` (which share :mod:`sayings`). :mod:`merging`
settles which of overlapping sayings stand, :mod:`substance` drops what says nothing, :mod:`speakers` resolves who
spoke. A new verb or noun of saying goes into :mod:`cues`; another source of proposals comes in by :mod:`merging`.
"""
