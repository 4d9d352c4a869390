"""What the field that a vCard property becomes holds of it (RFC 6350, section 6)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from models.rules.escapes import split, unescape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.rules.vcard_line import Property

OURS = "X-WELLKEPT-"
POINTS = {"EMAIL": "emails", "TEL": "phones", "ADR": "addresses", "URL": "links"}
SINGLES = {
    "FN": "name",
    "ORG": "company",
    "UID": "uid",
    "BDAY": "birthday",
    f"{OURS}STAGE": "stage",
    f"{OURS}OWNER": "owner",
    f"{OURS}SAFE-TOPICS": "safe_topics",
    f"{OURS}OFF-LIMITS": "off_limits",
}
_LEAP_YEAR = 2000
_ISO = re.compile(r"\s*(\d{4}-?|--)(\d\d)-?(\d\d)(?:[T ].*)?\s*", re.DOTALL | re.ASCII)


def said(prop: Property) -> str:
    """Return what the field that a property becomes holds of it."""
    return _READ.get(prop.name, _as_written)(prop)


def one_line(parts: Iterable[str]) -> str:
    """Return the parts of a postal address as "street, city, region, code, country"."""
    lines = (line.strip(" ,\r") for part in parts for line in part.split("\n"))
    return ", ".join(filter(None, lines))


def iso_birthday(text: str) -> str:
    """Return "YYYY-MM-DD" or "--MM-DD" for the date forms of RFC 6350 section 4.3.1, anything else unchanged.

    So is a day that there is not, for a report to show it as the file has it.
    """
    if not (found := _ISO.fullmatch(text)):
        return text
    year, month, day = found.groups()
    said = f"{year.rstrip('-') or '-'}-{month}-{day}"
    return said if is_day(said) else text


def is_day(text: str) -> bool:
    """Tell whether there is such a day as YYYY-MM-DD; --MM-DD may be 29 February."""
    try:
        date.fromisoformat(text.replace("--", f"{_LEAP_YEAR}-", 1))
    except ValueError:
        return False
    return True


def _as_written(prop: Property) -> str:
    return unescape(prop.value)


def _phone(prop: Property) -> str:
    """Return a number as people write it, also from tel:+1-555-0100;ext=12 (RFC 3966)."""
    if prop.first("VALUE").lower() != "uri":
        return unescape(prop.value)
    return re.sub("^tel:", "", unescape(prop.value), flags=re.IGNORECASE).replace(";ext=", " ext. ")


def _address(prop: Property) -> str:
    """Return the filled parts from box and street to country, joined by commas; a single line as it is."""
    parts = [part for part in split(prop.value, ";") if part.strip()]
    return parts[0] if len(parts) == 1 and "\n" not in parts[0] else one_line(parts)


def _company(prop: Property) -> str:
    return split(prop.value, ";")[0]


def _birthday(prop: Property) -> str:
    text = unescape(prop.value)
    text = text if prop.first("VALUE").lower() == "text" else iso_birthday(text)
    # Apple writes a birthday without its year as one in 1604.
    year = prop.first("X-APPLE-OMIT-YEAR")
    return f"--{text[5:]}" if year and text.startswith(f"{year}-") else text


_READ: dict[str, Callable[[Property], str]] = {
    "TEL": _phone,
    "ADR": _address,
    "ORG": _company,
    "BDAY": _birthday,
}
