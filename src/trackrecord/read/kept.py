"""What is asked about the same word many times over, answered once a document."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

_T = TypeVar("_T")


def kept(asked: Callable[[Token], _T]) -> Callable[[Token], _T]:
    """Keep a function's answers with the document of the word that it is asked about.

    For functions of the parse alone: the answer lasts as long as the document, which is never parsed anew.
    """
    name = f"{asked.__module__}.{asked.__qualname__}"

    @wraps(asked)
    def answer(token: Token) -> _T:
        answers: dict[int, _T] = token.doc.user_data.setdefault(name, {})
        place = token.i
        try:
            return answers[place]
        except KeyError:
            found = answers[place] = asked(token)
            return found

    return answer
