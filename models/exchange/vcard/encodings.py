"""How the values of old vCards travel: in any character set, in base64, and pictures as data: URIs."""

import binascii
import codecs
import re
from typing import NamedTuple

from models.exchange.byte_lines import decoded

_GUESSED = "this is not UTF-8; read as Latin-1 from here on, check the accents"
_DAMAGED = "some bytes of this are not UTF-8; they stand as \\x.., put them right"
_BINARY = {"PHOTO", "LOGO", "SOUND", "KEY"}
_BASE64 = re.compile(rb"[A-Za-z0-9+/]*+={0,2}")
_NOT_FOR_TEXT = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
"""Codecs of Python that are no character sets."""

_MEDIA = {
    **{word: f"image/{word}" for word in ("gif", "jpeg", "png", "tiff", "bmp", "webp", "heic", "avif")},
    **dict.fromkeys(("wav", "wave"), "audio/wav"),
    **dict.fromkeys(("basic", "pcm"), "audio/basic"),
    "jpg": "image/jpeg",
    "svg": "image/svg+xml",
    "aac": "audio/aac",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "x509": "application/pkix-cert",
    "pgp": "application/pgp-keys",
}
_BEGINNINGS = {b"/9j/": "jpeg", b"iVBOR": "png", b"R0lG": "gif", b"UklGR": "wav", b"MII": "x509"}
_ANY = "application/octet-stream"


class Text(NamedTuple):
    """Text that came in as bytes, and what is to be told of how it was read, or ""."""

    text: str
    doubt: str = ""


def text_of(raw: bytes, charset: str = "") -> Text:
    """Decode bytes: in the character set that is named, if it is one and true; else in UTF-8, else in Latin-1."""
    if charset and (text := _in_charset(raw, charset)) is not None:
        return Text(text)
    text, guessed = decoded(raw)
    if guessed and _is_damaged_utf8(raw):
        return Text(raw.decode("utf-8", "backslashreplace"), _DAMAGED)
    if guessed:
        return Text(text, _GUESSED)
    if charset and not raw.isascii():
        return Text(text, f"this is not in the character set {charset[:20]}; read as UTF-8, check the accents")
    return Text(text)


def _is_damaged_utf8(raw: bytes) -> bool:
    """Tell UTF-8 that was cut in the middle of a character from text that never was UTF-8."""
    whole = raw.decode("utf-8", "ignore")
    letters = sum(not char.isascii() for char in whole)
    return letters > len(raw) - len(whole.encode())


def is_binary(name: str) -> bool:
    """Say whether base64 in this property is no text."""
    return name in _BINARY or name.startswith("X-")


def is_base64(payload: bytes) -> bool:
    """Say whether bytes are base64, its end perhaps cut off."""
    return _BASE64.fullmatch(payload) is not None


def base64_text(payload: bytes) -> bytes:
    """Return what base64 stands for; of one that was cut off, as much as there is."""
    whole = payload.rstrip(b"=")
    whole = whole[:-1] if len(whole) % 4 == 1 else whole
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def data_uri(types: list[str], payload: bytes) -> tuple[str, list[str]]:
    """Return a data: URI (RFC 2397) with its media type, and the types that do not tell it.

    The media type is the one that a type names, such as JPEG or X509, else the one that the bytes begin with.
    """
    told = [word for word in types if word in _MEDIA]
    begins = next((kind for start, kind in _BEGINNINGS.items() if payload.startswith(start)), "")
    full = next((word for word in types if "/" in word), "")
    media = full or _MEDIA.get(told[0] if told else begins, _ANY)
    others = [word for word in types if word not in told and word != full]
    return f"data:{media};base64,{payload.decode()}", others


def _in_charset(raw: bytes, charset: str) -> str | None:
    try:
        text = raw.decode(charset) if codecs.lookup(charset).name not in _NOT_FOR_TEXT else None
    except (LookupError, ValueError):  # no such codec, not one for text, or not true of these bytes
        return None
    return text and text.encode("utf-8", "replace").decode()
