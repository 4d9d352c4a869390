"""A confidential note on its way into its seal and out: what is signed, what is sealed, and who wrote it.

Sealed is: a line with the signature, a line of JSON that says what the text belongs to, the text as it is, and blank
padding up to a power of two, so that the length says little. `age -d` shows all of it to a person.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import override

from models.rules.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.vault.identity import PublicKeys

MOST_READERS = 20
MOST_BYTES, MOST_BYTES_OF_A_SECRET = 64 * 1024, 1024 * 1024
RECOVERY = "recovery"
"""The recovery key's name among the readers; it is no member, and does not count as one of the twenty."""

DAMAGED = "This note is damaged, or was not written by this program. A backup may have it whole."
_FORM = "wellkept-note-1"
_LEAST_BYTES = 1024
_HALF = re.compile("[\ud800-\udfff]")


class Bound(NamedTuple):
    """What a note's text is bound to by its author's signature.

    `item` and `contact` are uids; a secret has "" for a contact. `author` is a member's id, `at` ISO 8601 in UTC.
    `readers` holds, by a member's id, the fingerprint of the keys it was sealed to, and by "recovery" the recipient of
    the recovery key.
    """

    item: str
    contact: str
    revision: int
    author: int
    at: str
    readers: dict[str, str]


class Unpacked(NamedTuple):
    """What was in the seal. It says who wrote it; `verify` tells whether that is true."""

    bound: Bound
    text: str
    signature: str

    @override
    def __repr__(self) -> str:
        return f"Unpacked({self.bound.item})"


def message(bound: Bound, text: str) -> bytes:
    """Return what the author signs. Raises Refused for a text that is too long or no text."""
    return f"{_FORM}\0".encode() + _signed(bound, text)


def seal(bound: Bound, text: str, signature: str, recipients: Sequence[str]) -> str:
    """Seal a signed text to the recipients (age1…) of its readers, as an armored age file.

    Raises Refused for more than 20 readers, for a recipient that is none, and for what `message` refuses.
    """
    if len(bound.readers.keys() - {RECOVERY}) > MOST_READERS:
        raise Refused(f"A confidential note has at most {MOST_READERS} readers.")
    if len(set(recipients)) != len(bound.readers):
        raise Refused("Every reader needs a key of their own, so nothing was sealed.")
    return sealed_to(_padded(f"{_FORM} {signature}\n".encode() + _signed(bound, text)), recipients)


def sealed_to(content: bytes, recipients: Sequence[str]) -> str:
    """Seal bytes that need no signature, as a draft to its writer. Raises Refused for a recipient that is none."""
    import pyrage  # noqa: PLC0415  (most sessions seal nothing)

    try:
        known = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except (pyrage.RecipientError, UnicodeEncodeError):
        raise Refused("The key of a reader is damaged, so nothing was sealed.") from None
    sealed: bytes = pyrage.encrypt(content, known, armored=True)
    return sealed.decode()


def unpacked(plain: bytes) -> Unpacked:
    """Take apart what was in a seal. Raises Refused for anything that `seal` would not have written."""
    first, _, rest = plain.partition(b"\n")
    header, _, body = rest.partition(b"\n")
    try:
        values = json.loads(header)
        bound, length = _bound(values), values["length"]
        text, signature = body[:length].decode(), first.decode("ascii").removeprefix(f"{_FORM} ")
        is_ours = plain == _padded(f"{_FORM} {signature}\n".encode() + _signed(bound, text))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        is_ours = False
    if not is_ours:
        raise Refused(DAMAGED)
    return Unpacked(bound, text, signature)


def verify(unpacked: Unpacked, keys: Iterable[PublicKeys]) -> PublicKeys:
    """Return which of these keys, all that the author ever had, signed a note. Raises Refused when none did."""
    from models.vault.signatures import is_signed  # noqa: PLC0415  (most sessions verify nothing)

    signed = message(unpacked.bound, unpacked.text)
    for one in keys:
        if is_signed(signed, unpacked.signature, one.sign):
            return one
    raise Refused("This note was not written by the person it names, so it is not shown.")


def _signed(bound: Bound, text: str) -> bytes:
    if _HALF.search(text):  # looked for, and not caught: the error would hold the text
        raise Refused("This text holds a character that is none, so it was not sealed.")
    content = text.encode()
    most = MOST_BYTES if bound.contact else MOST_BYTES_OF_A_SECRET
    if len(content) > most:
        raise Refused(f"A confidential note holds at most {most // 1024:,} KiB; make two of it.")
    return _header(bound, len(content)) + content


def _header(bound: Bound, length: int) -> bytes:
    return json.dumps({**bound._asdict(), "length": length}, sort_keys=True).encode() + b"\n"


def _bound(values: dict[str, Any]) -> Bound:
    bound = Bound(**{name: values[name] for name in Bound._fields})
    told = [*bound.readers.keys(), *bound.readers.values(), bound.item, bound.contact, bound.at]
    if any(type(value) is not str for value in told) or {type(bound.revision), type(bound.author)} != {int}:
        raise TypeError
    return bound


def _padded(content: bytes) -> bytes:
    blank = max(_LEAST_BYTES, 1 << len(content).bit_length()) - len(content) - 1
    return content + b"\n" + b" " * blank
