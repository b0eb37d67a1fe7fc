"""Web archives to raw reports: WARC (also gzipped, as Common Crawl's news are), WACZ and MHTML.

What lives here: :mod:`members` unpacks a stream and finds its way behind damage, :mod:`records` cuts it into records,
:mod:`warc` makes reports of them, :mod:`wacz` and :mod:`mhtml` open the two containers. A further container is a module
beside these, with a kind in :mod:`trackrecord.collect.found`. Nothing is ever unpacked onto the disk, everything is read
in bounded pieces, and what is broken comes out as a :class:`~trackrecord.types.LeftOut` while reading goes on behind it.
"""

from __future__ import annotations

from trackrecord.collect.archives.mhtml import reports_in_mhtml
from trackrecord.collect.archives.wacz import reports_in_wacz
from trackrecord.collect.archives.warc import reports_in_warc

__all__ = ["reports_in_mhtml", "reports_in_wacz", "reports_in_warc"]
