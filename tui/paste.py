"""Keeps a paste a paste: nothing inside it may act as a key, and nothing in it that nobody sees is taken."""

import re

from models.rules.text import BAD

BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")

START, END = "\x1b[200~", "\x1b[201~"


class PasteCleaner:
    """Removes escape characters from pasted text before Textual's parser turns what follows them into keys."""

    def __init__(self) -> None:
        self._inside = False
        self._seen = ""  # typed: the last few characters passed on; pasted: half an end mark, not passed on yet

    def clean(self, data: str) -> str:
        """Return what the parser may see of the next piece of input; half an end mark waits for the next piece."""
        kept = []
        while data:
            piece, data = self._pasted(data) if self._inside else self._typed(data)
            kept.append(piece)
        return "".join(kept)

    def _typed(self, data: str) -> tuple[str, str]:
        """Return what was typed, the start mark included, and the rest. Nothing waits: a lone escape is a key."""
        at = (self._seen + data).find(START)
        if at < 0:
            self._seen = (self._seen + data)[1 - len(START) :]
            return data, ""
        after = at + len(START) - len(self._seen)
        self._inside, self._seen = True, ""
        return data[:after], data[after:]

    def _pasted(self, data: str) -> tuple[str, str]:
        """Return the pasted text, harmless, with the end mark if it has come, and the rest."""
        text, found, rest = (self._seen + data).partition(END)
        self._inside, self._seen = not found, "" if found else _half_mark(text)
        return text.removesuffix(self._seen).replace("\x1b", "") + found, rest


def _half_mark(text: str) -> str:
    """Return the start of an end mark that this text ends with, or nothing."""
    starts = (END[:length] for length in range(len(END) - 1, 0, -1))
    return next((start for start in starts if text.endswith(start)), "")


def tidied(text: str, *, is_line: bool) -> str:
    """Clean pasted text of what nobody sees. In a line, a break or a tab becomes a space."""
    text = BAD.sub("", BREAK.sub("\n", text))
    return re.sub(r"[ \t]*[\n\t]+[ \t]*", " ", text.strip("\n")) if is_line else text
