"""One line of vCard, taken apart, and as version 4.0 has it (RFC 6350, section 3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_PREFERENCE = 101
"""What counts as the preference of a line that states none: 1 is the most preferred, 100 the least."""

Params = tuple[tuple[str, str], ...]

PROPERTY = re.compile(
    rb'(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;(?:[^":;]|"[^"]*+")*+)*+):(?P<value>.*+)', re.DOTALL
)
"""A line as it is in a file, in whatever charset."""

_PARAMETER = re.compile(r';((?:[^";]|"[^"]*+")*+)')
_BARE_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card, decoded, every line break in its value a newline.

    `params` have upper-case keys, their values stand as they were written, quotes too. `name` is upper-case, `spelt` as
    the file has it; `group` is lower-case. `doubt` says what was guessed about the encoding, or "".
    """

    line: int
    group: str
    name: str
    params: Params
    value: str
    spelt: str = ""
    doubt: str = ""

    @property
    def shown(self) -> str:
        """How a report names it: without its parameters."""
        return f"{self.name}:{self.value[:200]}"

    def types(self) -> list[str]:
        """Return the words of all TYPE parameters, lower-case, in their order."""
        return [word.lower() for key, value in self.params if key == "TYPE" for word in words(value)]

    def first(self, key: str) -> str:
        """Return the first value of a parameter without its quotes, or ""."""
        return next((value.replace('"', "") for name, value in self.params if name == key), "")

    def preference(self) -> int:
        """Return 1 for the most preferred, `NO_PREFERENCE` when nothing is said."""
        stated = self.first("PREF")
        return int(stated) if re.fullmatch(r"\d{1,3}", stated, re.ASCII) else NO_PREFERENCE

    def without(self, *keys: str) -> Params:
        """Return the parameters that are none of these."""
        return tuple((key, value) for key, value in self.params if key not in keys)

    def text(self) -> str:
        """Return the line as vCard 4.0 has it, unfolded."""
        params = "".join(f";{key}={value}" for key, value in self.params)
        group = f"{self.group}." if self.group else ""
        name = self.spelt if self.name.startswith("X-") and self.spelt else self.name
        return f"{group}{name}{params}:" + self.value.replace("\n", "\\n")


def kept(line: str) -> Property | None:
    """Take apart a line that the book keeps, which nothing need be guessed of; None for one that is none."""
    if not (found := PROPERTY.fullmatch(line.encode("utf-8", "replace"))):
        return None
    group, name, params, value = (part.decode() for part in found.groups(b""))
    return Property(0, group.lower(), name.upper(), tuple(parameters(params)), value, name)


def parameters(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parameters; a bare word is an encoding or, as in version 2.1, a type, and the type "pref" is PREF=1."""
    preferred = False
    for parameter in _PARAMETER.findall(text):
        key, equals, value = parameter.partition("=")
        if not equals:
            key, value = "ENCODING" if key.upper() in _BARE_ENCODINGS else "TYPE", key
        key, value = key.strip().upper(), value.strip()
        if key == "TYPE":
            types = words(value)
            preferred = preferred or "pref" in map(str.lower, types)
            value = quoted(",".join(word for word in types if word.lower() != "pref"))
        if value:
            yield key, value
    if preferred and "PREF=" not in text.upper():
        yield "PREF", "1"


def quoted(text: str) -> str:
    """Return the value of a parameter, in quotes where it needs them."""
    return f'"{text}"' if re.search("[,:;]", text) else text


def words(value: str) -> list[str]:
    """Return the words of a parameter that has several."""
    return [word.strip() for word in value.replace('"', "").split(",") if word.strip()]
