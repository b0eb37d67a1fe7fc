"""Parties inside one report: names, offices, what else stands for them.

:mod:`finding` puts them together and holds the index that later reading asks; :mod:`candidates` and :mod:`names`
say who is named, :mod:`offices` what they hold, :mod:`introduced` short names that the text gives,
:mod:`coreference` (with :mod:`phrases` and :mod:`drafts`) what else stands for them. General word classes go into
:mod:`roles`, names of the world at large into :mod:`gazetteer`.
"""
