"""Lines of vCard, unfolded: each one of any version taken apart, and written as version 4.0 has it (RFC 6350)."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from models.exchange.card import Dropped, dropped
from models.exchange.vcard.encodings import base64_text, data_uri, is_base64, is_binary, text_of
from models.exchange.vcard.unfolding import TOO_LONG, unfolded
from models.rules.vcard_line import PROPERTY, Property, parameters, quoted

_PARAMS_LIMIT = 100_000
"""Bytes of parameters: no program writes more, and each of them costs a hundred times its size."""

_OF_THE_WIRE = {"ENCODING", "CHARSET"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # no line of vCard may have them
_BREAK = re.compile(r"\r\n?")


def properties(stream: BinaryIO) -> Iterator[Property | Dropped]:
    """Yield every property of a file, and a report for each line that is none."""
    for line in unfolded(stream):
        if line.too_long:
            yield dropped(line.number, text_of(bytes(line.raw[:400])).text, TOO_LONG)
        else:
            yield read(bytes(line.raw), line.number)


def read(raw: bytes, number: int = 0) -> Property | Dropped:
    """Take one unfolded line apart, or say why it cannot be kept."""
    if not (found := PROPERTY.fullmatch(raw)) or len(found["params"]) > _PARAMS_LIMIT:
        return dropped(number, text_of(raw[:400]).text, "not a vCard line")
    params = tuple(parameters(_CONTROL.sub("", text_of(found["params"]).text)))
    name, group, value = found["name"].decode(), (found["group"] or b"").decode().lower(), found["value"]
    wire = Property(number, group, name.upper(), params, "", name)
    encoding = wire.first("ENCODING").upper()
    if encoding in {"B", "BASE64"}:
        return _from_base64(wire, value)
    return _decoded(wire, quopri.decodestring(value) if encoding == "QUOTED-PRINTABLE" else value)


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
