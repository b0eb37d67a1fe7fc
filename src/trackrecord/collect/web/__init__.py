"""From the web to evidence: pages, feeds, sitemaps and lists of addresses, asked for politely and safely.

What lives here, from the bottom: :mod:`addresses` says what may be asked, :mod:`connecting` connects to that and to nothing
else, :mod:`decoding` unpacks within bounds, :mod:`pacing` and :mod:`robots` keep the manners, :mod:`fetching` asks for one
address, :mod:`fetched` is what is kept. :mod:`feeds`, :mod:`sitemaps` and :mod:`lists` say which pages there are; the first
two run in a :mod:`box`, since what they parse is hostile until shown otherwise. :mod:`crawling` asks for all of it. A new
kind of source that names pages goes beside :mod:`feeds` and into ``Parsers`` in :mod:`crawling`.

Nothing here knows the ledger: what is fetched goes into a :class:`~.fetched.Store`, which the ledger is.
"""
