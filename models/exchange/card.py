"""One contact on its way in or out: the card every format is read into and written from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.exchange.json.life import Life

SHOWN = 80
_LEAP_YEAR = 2000
_ISO = re.compile(r"\s*(\d{4}-?|--)(\d\d)-?(\d\d)(?:[T ].*)?\s*", re.DOTALL | re.ASCII)


@dataclass(frozen=True, slots=True)
class Dropped:
    """One line or cell that could not be kept: its line (from 1), the start of its text, and why."""

    line: int
    text: str
    why: str


class Point(NamedTuple):
    """One way to reach a contact, with a label such as "home", "work", "cell", or "" when it has none."""

    label: str
    value: str


@dataclass(slots=True)
class Card:
    """What an address book says of one contact, decoded but not yet checked by any rule.

    `line` is where it begins (from 1; 0 for a card that comes from the database). `birthday` is "YYYY-MM-DD" or
    "--MM-DD" where the source allowed it, else the source's own words. `every_days` is the cadence. `extras` are lines
    of vCard 4.0, unfolded, that no field holds. `life` is what only JSON tells. `lines` tells the line of a value where
    that is not the card's.
    """

    line: int
    uid: str = ""
    name: str = ""
    company: str = ""
    emails: list[Point] = field(default_factory=list)
    phones: list[Point] = field(default_factory=list)
    addresses: list[Point] = field(default_factory=list)
    links: list[Point] = field(default_factory=list)
    birthday: str = ""
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stage: str = ""
    every_days: int | None = None
    owner: str = ""
    do_not_contact: list[str] = field(default_factory=list)
    safe_topics: str = ""
    off_limits: str = ""
    extras: list[str] = field(default_factory=list)
    life: "Life | None" = None
    dropped: list[Dropped] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict, compare=False)


def dropped(line: int, text: str, why: str) -> Dropped:
    """Report text that could not be kept, safe to print: at most 80 characters, none of them control or bidi."""
    clean = "".join(char if char.isprintable() else " " for char in text[: SHOWN + 1])
    return Dropped(line, clean if len(text) <= SHOWN else clean[: SHOWN - 1] + "…", why)


def stand_in(card: Card) -> str:
    """Return what to call a card that has no name: its company, else its first e-mail, else its first phone."""
    return next((text for text in (card.company, *(point.value for point in card.emails + card.phones)) if text), "")


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


def cadence_days(text: str) -> int | None:
    """Return a whole number of days, or None when the text is not one."""
    return int(text) if re.fullmatch(r"\d{1,6}", text.strip(), re.ASCII) else None
