"""What a script hands over as the text of a note."""

from __future__ import annotations

import sys

from models.rules.refusals import Refused

MOST_BYTES = 200_000
"""How much is read from standard input: more than a note may hold, whatever the script."""


def text() -> str:
    """Read standard input as UTF-8. Raises Refused."""
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
        if len(data) > MOST_BYTES:
            raise Refused("Standard input is too long for one note. Part it into several.")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("Standard input is not text in UTF-8. Convert it first, as with iconv.") from error
    except OSError as error:
        raise Refused(f"Standard input cannot be read: {error.strerror}. Give the text itself.") from error
