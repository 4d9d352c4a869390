"""The one way from user text to something drawn: cleaned, never read as markup, cut to whole cells."""

import re
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from typing_extensions import override

from models.rules.text import BAD

REPLACEMENT = "\ufffd"
ELLIPSIS = "…"
_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_HALF = "[\ud800-\udfff]"  # half a surrogate pair cannot be written to a terminal
_HARMFUL = re.compile(f"{BAD.pattern}|{_HALF}")
_ANY_CONTROL = re.compile(f"{BAD.pattern}|{_HALF}|{_BREAK.pattern}|\t")
_EMOJI_STYLE = "\ufe0f"  # terminals disagree about the width of what it follows
_JOINER = "\u200d"


def plain(text: str) -> Content:
    """Make several lines of user text drawable: line breaks stay, a tab is four spaces, brackets are only brackets.

    Control and bidi characters show as U+FFFD.
    """
    return Content(_HARMFUL.sub(REPLACEMENT, _BREAK.sub("\n", text).replace("\t", "    ")))


def one_line(text: str) -> str:
    """Clean user text for a place of one line: a line break or a tab becomes a space."""
    if text.isprintable():  # spares four passes over nearly every text; bidi controls are not printable
        return text
    return _HARMFUL.sub(REPLACEMENT, _BREAK.sub(" ", text).replace("\t", " "))


def fit(text: str, width: int, *, align: Literal["left", "right"] = "left") -> str:
    """Cut or pad user text to exactly `width` terminal cells, cleaned as by one_line; what was cut ends in "…".

    A wide character is never split; what combines stays with its letter. Right-to-left text keeps its own order.
    """
    if width <= 0:
        return ""
    kept = one_line(text).replace(_EMOJI_STYLE, "").strip(_JOINER)
    if cell_len(kept) > width:
        kept = set_cell_size(kept, width - 1).rstrip(" " + _JOINER) + ELLIPSIS
    space = " " * (width - cell_len(kept))
    return space + kept if align == "right" else kept + space


def both_ends(text: str, width: int) -> str:
    """Cut user text to at most `width` terminal cells, cleaned as by one_line; what was cut is "…" in its middle.

    For names with something behind them that tells them apart.
    """
    kept = one_line(text).replace(_EMOJI_STYLE, "")
    if cell_len(kept) <= width:
        return fit(kept, width).rstrip()
    end = kept[-(width // 2) :]
    while cell_len(end) > width // 2:
        end = end[1:]
    return fit(kept, width - cell_len(end)).rstrip() + end


class SafeText(LineFilter):
    """Keep control and bidi characters of every widget from the terminal; for `App.get_line_filters`.

    The width of a line does not change: what Rich counts as no cell goes, the rest becomes U+FFFD. Use one instance
    for the life of the app, since Textual keeps filtered lines by it.
    """

    @override
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [_safe(segment) for segment in segments]


def _safe(segment: Segment) -> Segment:
    if segment.control or not _ANY_CONTROL.search(segment.text):
        return segment
    text = _ANY_CONTROL.sub(lambda found: REPLACEMENT * cell_len(found[0]), segment.text)
    return Segment(text, segment.style)
