"""Every screen and the keys that lead there in the full book: a new screen gets its line here."""

from __future__ import annotations

from pathlib import Path

ADDRESS_BOOK = Path(__file__).with_name("address_book.csv")
"""A small one, to be imported."""


def typed(text: str) -> str:
    """Write a text as the keys that type it."""
    return " ".join("space" if letter == " " else letter for letter in text)


PLACES: dict[str, tuple[str, ...]] = {
    "Today": (),
    "Contacts": ("g c",),
    "A contact": ("g c", "enter"),
    "A line of it": ("enter", "enter"),
    "A passphrase": ("enter", "C"),
    "The brief": ("g c", "enter", "b"),
    "As they would read it": ("g c", "enter", "="),
    "Needs": ("g c", "enter", "N"),
    "Companies": ("g o",),
    "A company": ("g o", "enter"),
    "Stages": ("g b",),
    "Follow-ups": ("g f",),
    "Problems": ("g p",),
    "A problem": ("c p", typed("it leaks"), "ctrl+s", "g p", "enter"),
    "Insight": ("g i",),
    "Behind a bar": ("g i", "enter"),
    "Matters": ("g m",),
    "An announcement": ("g m", "o", "ctrl+s", typed("Prices rise"), "ctrl+s", "enter"),
    "Settings": ("g ,",),
    "The import": ("I", typed(str(ADDRESS_BOOK)), "ctrl+s"),
    "A form": ("o",),
}
OVER_OTHERS = {"A line of it", "A passphrase", "A form"}
"""Those that stand over another screen, and have few keys of their own."""
CHOOSERS: dict[str, tuple[str, ...]] = {"The key help": ("?",), "The palette": ("ctrl+p",)}
"""Where one chooses among the keys of the place before, and has no others."""
