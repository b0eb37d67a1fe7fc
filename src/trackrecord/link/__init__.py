"""Readings to links: what belongs together across reports. Pure functions of a set of readings.

One module for each thing that is linked: ``copies``, ``stories``, ``parties``, ``occasions``, ``figures``, ``threads`` (with
``deeds``). What they compare with lives beside them: ``terms`` (words folded, stemmed, weighed), ``synonyms``,
``names``, ``days``; ``sketches``, ``sheets``, ``alignment``, ``corruptions`` and ``contraries`` serve copies, ``profiles``, ``circles``, ``pairing``, ``judging``
and ``roster`` serve parties, ``undertakings`` serves threads, ``quantities`` and ``takenup`` serve figures. A new
kind of link gets a module with a ``link_…`` function that ``linking`` calls; a new reason to join parties goes into
``judging``.
"""

from trackrecord.link.linking import link

__all__ = ["link"]
