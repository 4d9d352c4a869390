"""Phone numbers as a country reads them, for search; what people typed stays as it is."""

from __future__ import annotations

from functools import lru_cache
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


def digits(typed: str, region: str) -> str:
    """Return the digits of a number as search reads them: as typed and, where there is a region, dialled from anywhere.

    "020 7946 0321" in GB is "02079460321 442079460321".
    """
    forms = [typed]
    if region and (number := _read(typed, region)):
        forms += _forms(number, region)
    return " ".join(dict.fromkeys(map(folding.digits, forms)))


@lru_cache(maxsize=1_000)  # an import asks for the numbers of a batch several times
def dialled(typed: str, region: str) -> str:
    """Return the digits that tell one number from another, however it is written, without leading zeros.

    "020 7946 0321", "0044 20 7946 0321" and "+44 20 7946 0321" are one in GB; without a region the last two are.
    """
    found = _read(typed, region) if region else None
    number = folding.digits(_forms(found, region)[0] if found else typed)
    return number.lstrip("0") or number


def _forms(number: PhoneNumber, region: str) -> list[str]:
    import phonenumbers  # noqa: PLC0415

    forms = [phonenumbers.PhoneNumberFormat.E164]
    if number.country_code == phonenumbers.country_code_for_region(region):
        forms.append(phonenumbers.PhoneNumberFormat.NATIONAL)
    return [phonenumbers.format_number(number, form) for form in forms]


@lru_cache(maxsize=1_000)  # the same number is compared, and read by search a moment later
def _read(typed: str, region: str) -> PhoneNumber | None:
    """Read a number that can be dialled from anywhere."""
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    is_possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    return number if is_possible else None
