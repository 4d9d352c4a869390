"""A contact typed in one line: Ada Stone, Stone Roofing, ada@stone.example, #roof, every 30d, @ben, customer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from models.rules import birthday, cadence, days, picking, repeat, text
from models.rules.days import Unreadable
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EXAMPLE = "Ada Stone, Stone Roofing, ada@stone.example, #roof, every 30d, customer"
"""No longer than a line of 80 cells holds: the commas are what it has to show."""
_PHONE = re.compile(r"\+?[\d\s\-()/.]+")
_PHONE_DIGITS = 5
_BORN = "born "


class Known(NamedTuple):
    """The names that a part can be: of stages and of members."""

    stages: Sequence[str]
    members: Sequence[str]


@dataclass
class Typed:
    """A contact as typed; what was not said is empty. `stage` and `owner` are names as they are known."""

    name: str = ""
    company: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    every_days: int | None = None
    birthday: str = ""
    owner: str = ""
    stage: str = ""

    def words(self) -> str:
        """Say back how the line is read: name Ada Stone · company Stone Roofing · every 30 days."""
        said = [
            ("name", self.name),
            ("company", self.company),
            ("e-mail", ", ".join(self.emails)),
            ("phone", ", ".join(self.phones)),
            ("tagged", ", ".join(self.tags)),
            ("hears from us", cadence.words(self.every_days) if self.every_days else ""),
            ("born", birthday.words(self.birthday) if self.birthday else ""),
            ("owner", self.owner),
            ("stage", self.stage),
        ]
        return " · ".join(f"{what} {value}" for what, value in said if value)


def read(line: str, known: Known) -> Typed:
    """Read a line of parts with commas between them.

    The first is the name. Of the others, each says itself what it is: an e-mail, a phone number, #tag, @owner, a
    cadence, born and a day, a stage by its name; what is none of these, once, is the company. Raises Refused.
    """
    first, *others = [part.strip() for part in line.split(",")]
    typed = Typed(_name(first))
    for part in filter(None, others):
        if not any(reader(part, typed, known) for reader in _READERS):
            _company(part, typed)
    return typed


def _name(part: str) -> str:
    if "@" in part:
        raise Refused(f"{text.quoted(part)} is more than a name: put a comma after the name and after each part.")
    return text.name(part)


def _tag(part: str, typed: Typed, _: Known) -> bool:
    if not part.startswith("#"):
        return False
    tag = text.line(part[1:], what="tag", limit=100)
    typed.tags += [tag] if tag else []
    return True


def _owner(part: str, typed: Typed, known: Known) -> bool:
    if not part.startswith("@"):
        return False
    typed.owner = picking.one_of(part[1:], known.members, what="member")
    return True


def _email(part: str, typed: Typed, _: Known) -> bool:
    if "@" not in part:
        return False
    typed.emails.append(text.email(part))
    return True


def _phone(part: str, typed: Typed, _: Known) -> bool:
    if not _PHONE.fullmatch(part) or sum(map(str.isdecimal, part)) < _PHONE_DIGITS:
        return False
    typed.phones.append(text.phone(part))
    return True


def _stage(part: str, typed: Typed, known: Known) -> bool:
    found = next((name for name in known.stages if name.casefold() == part.casefold()), "")
    typed.stage = found or typed.stage
    return bool(found)


def _born(part: str, typed: Typed, _: Known) -> bool:
    if not part.casefold().startswith(_BORN):
        return False
    typed.birthday = birthday.read(part[len(_BORN) :])
    return True


def _cadence(part: str, typed: Typed, _: Known) -> bool:
    """Read a rhythm; what begins with every is meant to be one, and neither a number alone is nor a unit."""
    if part.isdecimal() or part.casefold() in repeat.NEVER | days.UNIT_OF.keys():
        return False
    try:
        typed.every_days = cadence.every(part)
    except Unreadable:
        if part.casefold().startswith("every "):
            raise
        return False
    return True


_READERS: tuple[Callable[[str, Typed, Known], bool], ...] = (_tag, _owner, _email, _phone, _stage, _born, _cadence)


def _company(part: str, typed: Typed) -> None:
    if typed.company:
        raise Refused(
            f"{text.quoted(part)} is nothing I can read: after name and company come e-mail, phone, #tag, @owner,"
            " every 30d, born 22 mar, or a stage."
        )
    typed.company = text.line(part, what="company")
