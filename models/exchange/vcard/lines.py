"""Lines of vCard, unfolded: each one of any version taken apart, and written as version 4.0 has it (RFC 6350)."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from models.exchange.card import Dropped, dropped
from models.exchange.vcard.encodings import base64_text, data_uri, is_base64, is_binary, text_of
from models.exchange.vcard.unfolding import TOO_LONG, unfolded

NO_PREFERENCE = 101
"""What counts as the preference of a line that states none: 1 is the most preferred, 100 the least."""

_PARAMS_LIMIT = 100_000
"""Bytes of parameters: no program writes more, and each of them costs a hundred times its size."""

Params = tuple[tuple[str, str], ...]

_PROPERTY = re.compile(
    rb'(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;(?:[^":;]|"[^"]*+")*+)*+):(?P<value>.*+)', re.DOTALL
)
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*+")*+)')
_BARE_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}
_OF_THE_WIRE = {"ENCODING", "CHARSET"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # no line of vCard may have them
_BREAK = re.compile(r"\r\n?")


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
        return [word.lower() for key, value in self.params if key == "TYPE" for word in _words(value)]

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


def properties(stream: BinaryIO) -> Iterator[Property | Dropped]:
    """Yield every property of a file, and a report for each line that is none."""
    for line in unfolded(stream):
        if line.too_long:
            yield dropped(line.number, text_of(bytes(line.raw[:400])).text, TOO_LONG)
        else:
            yield read(bytes(line.raw), line.number)


def read(raw: bytes, number: int = 0) -> Property | Dropped:
    """Take one unfolded line apart, or say why it cannot be kept."""
    if not (found := _PROPERTY.fullmatch(raw)) or len(found["params"]) > _PARAMS_LIMIT:
        return dropped(number, text_of(raw[:400]).text, "not a vCard line")
    params = tuple(_params(_CONTROL.sub("", text_of(found["params"]).text)))
    name, group, value = found["name"].decode(), (found["group"] or b"").decode().lower(), found["value"]
    wire = Property(number, group, name.upper(), params, "", name)
    encoding = wire.first("ENCODING").upper()
    if encoding in {"B", "BASE64"}:
        return _from_base64(wire, value)
    return _decoded(wire, quopri.decodestring(value) if encoding == "QUOTED-PRINTABLE" else value)


def quoted(text: str) -> str:
    """Return the value of a parameter, in quotes where it needs them."""
    return f'"{text}"' if re.search("[,:;]", text) else text


def _from_base64(wire: Property, value: bytes) -> Property | Dropped:
    """Make a data: URI, as 4.0 has it, of a picture, a sound or a key; anything else is text."""
    payload = b"".join(value.split())
    if not is_base64(payload):
        return dropped(wire.line, f"{wire.name}:{text_of(value[:200]).text}", "this is not base64, as the line says")
    if not is_binary(wire.name):
        return _decoded(wire, base64_text(payload))
    uri, others = data_uri(wire.types(), payload)
    params = [pair for pair in wire.without("TYPE", *_OF_THE_WIRE) if pair != ("VALUE", "binary")]
    types = [("TYPE", quoted(",".join(others)))] if others else []
    return replace(wire, params=(*types, *params), value=uri)


def _decoded(wire: Property, value: bytes) -> Property:
    said = text_of(value, wire.first("CHARSET"))
    text = _CONTROL.sub("", _BREAK.sub("\n", said.text))
    return replace(wire, params=wire.without(*_OF_THE_WIRE), value=text, doubt=said.doubt)


def _params(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parameters; a bare word is an encoding or, as in version 2.1, a type, and the type "pref" is PREF=1."""
    preferred = False
    for parameter in _PARAMETER.findall(text):
        key, equals, value = parameter.partition("=")
        if not equals:
            key, value = "ENCODING" if key.upper() in _BARE_ENCODINGS else "TYPE", key
        key, value = key.strip().upper(), value.strip()
        if key == "TYPE":
            words = _words(value)
            preferred = preferred or "pref" in map(str.lower, words)
            value = quoted(",".join(word for word in words if word.lower() != "pref"))
        if value:
            yield key, value
    if preferred and "PREF=" not in text.upper():
        yield "PREF", "1"


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.replace('"', "").split(",") if word.strip()]
