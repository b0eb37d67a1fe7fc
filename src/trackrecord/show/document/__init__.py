"""One commitment or one party as one self-contained document with numbered evidence.

What lives here: :mod:`gathered` puts a document together as plain data; :mod:`as_html`, :mod:`as_markdown` and
:mod:`as_pdf` write it. A new form is a module with a function from :class:`Document` to bytes, and a line in ``FORMS``.
"""

from __future__ import annotations

from trackrecord.show.document.gathered import Document, Evidence, Section, of_commitment, of_party

FORMS = ("html", "md", "pdf")
"""The forms that a document can be written in."""


def written(document: Document, form: str) -> bytes:
    """Return *document* in one of :data:`FORMS`. Raises ``ValueError`` for any other."""
    if form == "html":
        from trackrecord.show.document.as_html import as_html

        return as_html(document)
    if form == "md":
        from trackrecord.show.document.as_markdown import as_markdown

        return as_markdown(document)
    if form == "pdf":
        from trackrecord.show.document.as_pdf import as_pdf

        return as_pdf(document)
    raise ValueError(f"no form {form}: there are {', '.join(FORMS)}")


__all__ = ["FORMS", "Document", "Evidence", "Section", "of_commitment", "of_party", "written"]
