"""Phone numbers as a country reads them. What people typed stays as it is; these readings stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import folding, text
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# phonenumbers is imported where it is used: 15 ms that only a book with a region pays.


def region(code: str) -> str:
    """Clean the two letters of a country (ISO 3166), or "" for none. Raises Refused for one that has no numbers."""
    import phonenumbers  # noqa: PLC0415

    cleaned = code.strip().upper()
    if cleaned and cleaned not in phonenumbers.SUPPORTED_REGIONS:
        message = f"{text.quoted(code)} is no country code for phone numbers. Give two letters such as GB, or nothing."
        raise Refused(message)
    return cleaned


def read(typed: str, region: str) -> str:
    """Return a number in its international form ("+44 20 7946 0321"), or "" for what is no possible number.

    `region` is the country of numbers typed without one, or "".
    """
    import phonenumbers  # noqa: PLC0415

    number = _read(typed, region)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL) if number else ""


def doubt(typed: str, region: str) -> str:
    """Say in one line when something is no possible number, or "". It is kept all the same: people keep odd numbers."""
    if not (typed.strip() and region) or _read(typed, region, local=True):
        return ""
    return f"No number that can be dialled from {region}; it is kept as typed."


def digits(typed: str, region: str) -> str:
    """Return the digits of a number as search reads them: as typed and, where there is a region, dialled from anywhere.

    "020 7946 0321" in GB is "02079460321 442079460321".
    """
    forms = [typed]
    if region and (number := _read(typed, region)):
        forms += _forms(number, region)
    return " ".join(dict.fromkeys(map(folding.digits, forms)))


def _forms(number: PhoneNumber, region: str) -> list[str]:
    import phonenumbers  # noqa: PLC0415

    forms = [phonenumbers.PhoneNumberFormat.E164]
    if number.country_code == phonenumbers.country_code_for_region(region):
        forms.append(phonenumbers.PhoneNumberFormat.NATIONAL)
    return [phonenumbers.format_number(number, form) for form in forms]


def _read(typed: str, region: str, *, local: bool = False) -> PhoneNumber | None:
    """Read a number that can be dialled from anywhere; with `local` also one that needs no area code at home."""
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(typed, region or None)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(number)
    wanted = phonenumbers.ValidationResult
    return number if possible == wanted.IS_POSSIBLE or (local and possible == wanted.IS_POSSIBLE_LOCAL_ONLY) else None
