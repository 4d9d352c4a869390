"""Phone numbers as a country reads them. What people typed stays as it is; these readings stand beside it."""

from __future__ import annotations

from models.rules import text
from models.rules.refusals import Refused


def region(code: str) -> str:
    """Clean the two letters of a country (ISO 3166), or "" for none. Raises Refused for one that has no numbers."""
    import phonenumbers  # noqa: PLC0415  (15 ms that only a book with a region pays)

    cleaned = code.strip().upper()
    if cleaned and cleaned not in phonenumbers.SUPPORTED_REGIONS:
        message = f"{text.quoted(code)} is no country code for phone numbers. Give two letters such as GB, or nothing."
        raise Refused(message)
    return cleaned
