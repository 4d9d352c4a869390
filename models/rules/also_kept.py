"""What is told of the extras of a contact: which there are, and what the harmless ones say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from models.rules import birthday, extras
from models.rules.escapes import split, split_list, unescape
from models.rules.refusals import Refused
from models.rules.vcard_line import kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.rules.vcard_line import Property


class Extra(NamedTuple):
    """The beginning of a line of vCard 4.0, and how many characters the whole has."""

    line: str
    length: int


class Told(NamedTuple):
    """What is told of a line: the property `name`, what people call it, and what it says, "" where that is not shown.

    A line that says more of a field has no words, and one that cannot be read has no name either.
    """

    name: str
    words: str = ""
    text: str = ""


_ORDER = ("title", "role", "department", "nickname", "anniversary", "photo")
_WORDS = {
    "GENDER": "gender",
    "RELATED": "relation",
    "IMPP": "chat address",
    "LANG": "language",
    "TZ": "time zone",
    "GEO": "place",
    "KEY": "key",
    "LOGO": "logo",
    "SOUND": "sound",
    "FN": "other name",
    "ORG": "other company",
    "BDAY": "other birthday",
    "UID": "other UID",
}


def words(lines: Sequence[Extra]) -> str:
    """Say in one line what else is kept: title Roofer · nickname Bobby · photo 12 kB · 3 more lines.

    The parts of a name are not counted: the name says them.
    """
    found = [each for each in told(lines) if each.name != "N"]
    said = sorted((each for each in found if each.text), key=lambda each: _ORDER.index(each.words))
    named = Counter(each.words for each in found if each.words and not each.text)
    more = sum(not each.words for each in found)
    parts = [f"{each.words} {each.text}" for each in said]
    parts += [f"{name} ({count})" if count > 1 else name for name, count in named.items()]
    parts += [f"{more} more line{'s' if more > 1 else ''}"] if more else []
    return " · ".join(parts)


def told(lines: Iterable[Extra]) -> list[Told]:
    """Tell of each line."""
    return [_told(prop, length) if (prop := kept(line)) else Told("") for line, length in lines]


def _told(prop: Property, length: int) -> Told:
    if prop.name == "PHOTO":
        return Told(prop.name, "photo", _size(prop, length))
    if prop.name == "ORG" and not extras.is_second(prop) and (departments := _departments(prop)):
        return Told(prop.name, "department", departments)
    if prop.name in _SHOWN:
        name, text = _SHOWN[prop.name]
        return Told(prop.name, name, " ".join(text(prop.value).split()))
    if prop.name == "N" or prop.name in extras.OF_A_POINT or extras.is_tied(prop):
        return Told(prop.name)
    return Told(prop.name, _WORDS.get(prop.name, prop.name))


def _size(prop: Property, length: int) -> str:
    """Return the size of a picture that lies in its line; base64 has four characters for three bytes."""
    if not prop.value.lower().startswith("data:"):
        return ""
    return f"{max(1, round(length * 3 / 4 / 1000)):,} kB"


def _departments(prop: Property) -> str:
    _, *departments = split(prop.value, ";")
    return ", ".join(" ".join(each.split()) for each in departments if each.strip())


def _day(value: str) -> str:
    try:
        return birthday.words(birthday.read(value.partition("T")[0]))
    except Refused:
        return unescape(value)


def _list(value: str) -> str:
    return ", ".join(split_list(value))


_SHOWN: dict[str, tuple[str, Callable[[str], str]]] = {
    "TITLE": ("title", unescape),
    "ROLE": ("role", unescape),
    "NICKNAME": ("nickname", _list),
    "ANNIVERSARY": ("anniversary", _day),
}
