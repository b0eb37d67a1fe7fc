"""Asking a language model for what reading missed: proposals, admitted only where the report bears them out.

Off unless asked for. What lives here, in the order of work: :mod:`prompt` makes the question (the report is data in it,
never instruction), :mod:`server` puts it to any server that speaks OpenAI's protocol, :mod:`cache` keeps the answers,
:mod:`admission` lets in only proposals whose quotations stand in the report word for word and whose fields are valid,
:mod:`merging` brings them into the reading, :mod:`asker` puts it together and counts the cost. A new noun to ask for goes
into :mod:`prompt` (its schema), :mod:`admission` and :mod:`merging`.

Reading itself stays pure; this stage is the one that asks the outside, and its items are marked with model and prompt.
"""

from trackrecord.asked.asker import Asked, Asker, Item

__all__ = ["Asked", "Asker", "Item"]
