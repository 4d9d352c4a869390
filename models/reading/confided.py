"""With whom one has to be discreet, as SQL says it."""

from __future__ import annotations


def has_confidences(contact: str) -> str:
    """Return the column that says whether there are confidential notes about a contact, named by its id in the query.

    An index answers it, so that every list can ask.
    """
    return f"EXISTS (SELECT 1 FROM confidence sealed WHERE sealed.contact_id = {contact}) AS has_confidences"  # noqa: S608
