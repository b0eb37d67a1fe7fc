"""A text to spaCy's tokens in time that grows in step with it, whatever the text.

spaCy's tokenizer takes a word apart from both ends, one mark at a time, and looks at all that is left each time: a run of
ten thousand brackets takes the square of that. Runs without white space that are longer than any word or address are cut
first; all else is left to spaCy as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 200
"""Characters of a run without white space that is taken apart as one."""
_RUN = re.compile(rf"\S{{{LONGEST}}}(?=\S)")


def make_doc(nlp: Language, text: str) -> Doc:
    """Return the tokens of *text*, whose texts and spaces together are *text*."""
    cuts = [match.end() for match in _RUN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    parts = [nlp.make_doc(text[a:b]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return Doc.from_docs(parts, ensure_whitespace=False)
