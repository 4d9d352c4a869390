"""Every screen and the keys that lead there in the full book: a new screen gets its line here."""

from __future__ import annotations

PLACES: dict[str, tuple[str, ...]] = {
    "Today": (),
    "Contacts": ("g c",),
    "A contact": ("g c", "enter"),
    "Companies": ("g o",),
    "A company": ("g o", "enter"),
    "Stages": ("g b",),
    "Follow-ups": ("g f",),
    "Settings": ("g ,",),
    "A form": ("o",),
}
CHOOSERS: dict[str, tuple[str, ...]] = {"The key help": ("?",), "The palette": ("ctrl+p",)}
"""Where one chooses among the keys of the place before, and has no others."""
