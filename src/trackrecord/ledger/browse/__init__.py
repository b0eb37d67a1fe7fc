"""Listing and looking up for pages: quick on a ledger of any size, whatever is filtered.

What lives here: :mod:`summaries` fills the tables that are listed; :mod:`listing` is one list with its columns,
filters, facets and order; :mod:`tables` says which lists there are; :mod:`ties` who dealt with whom; :mod:`things` gathers all about one thing.
A new list is an entry in :mod:`tables`, a new filter a line in it.
"""
