"""From Textual's key events to the names of the key table, and what a focused field does with a key."""

import asyncio
from contextlib import suppress

from textual import events
from textual.keys import REPLACED_KEYS, key_to_character
from textual.widget import Widget

PATIENCE = 1.0
"""Seconds that a field may take to use the keys sent to it."""


def key_name(event: events.Key) -> str:
    """Name a key as the key table does: the character itself ("?", "G"), "space", else Textual's name ("ctrl+d")."""
    modifiers = event.key.rpartition("+")[0]
    if modifiers:
        return event.key
    character = event.character or key_to_character(REPLACED_KEYS.get(event.key, event.key))
    if character is None or not character.isprintable():
        return event.key
    return "space" if character == " " else character


def takes_letters(field: Widget) -> bool:
    """Tell whether a field is one to type in."""
    return field.check_consume_key("a", "a")


def is_letter_for(field: Widget, event: events.Key) -> bool:
    """Tell whether a field writes this key down: a letter, or enter where there are several lines."""
    if event.key != "enter":
        return field.check_consume_key(event.key, event.character)
    if not takes_letters(field):
        return False
    from textual.widgets import TextArea  # noqa: PLC0415  (whoever takes letters has loaded it)

    return isinstance(field, TextArea)


async def used_up(field: Widget) -> None:
    """Wait until a field has used every key that was sent to it before."""
    done = asyncio.Event()
    if field.call_later(done.set):
        with suppress(TimeoutError):  # the field is going away
            await asyncio.wait_for(done.wait(), PATIENCE)
