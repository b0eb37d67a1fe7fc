"""spaCy's pipes run faster, with the labels that spaCy itself gives.

``pipes`` puts them together, and takes spaCy's own pipe wherever a model is built otherwise than its small English
pipeline. ``sums`` has products of matrices done by numpy's library, ``sentences`` parses all sentences of a report
side by side, ``entities`` does the same for names, and ``exceptions`` looks up the attribute ruler's answers in a
table. Nothing here decides anything about a text; the tests hold every label against spaCy's. Sums by another library
differ in their last digit, so that of two answers as likely as each other, as in words without sense, the other may be taken.
"""
