"""Things that a report names: agreements, laws and resolutions, operations, products, events. They are no parties.

:mod:`finding` puts them together: :mod:`instruments` finds what is signed, passed or waged, by the nouns that head
such names; :mod:`products` what is made, by its designation ("A380", "F-16"). A new kind of name goes beside them.
"""
