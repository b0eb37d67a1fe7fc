"""The record as local pages: every view is a function from a ledger to plain data, every page a template over it.

What lives here: :mod:`app` puts the pages behind addresses; :mod:`guard` keeps strangers out; :mod:`views` gather what
a page shows, a module a noun; :mod:`site` makes the links, for the server and for a published folder alike; :mod:`marking`
cuts a text at its spans; :mod:`drawing` draws; :mod:`citation` words a source; :mod:`inert` makes any text
harmless; ``templates`` and ``static`` are what a browser gets. A new page is a view, a template and a line in ``app``.

All pages work without scripts. Nothing is asked of any other machine.
"""
