"""The names of keys: what a terminal sends is what the key table calls it."""

import pytest
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from screens.key_events import key_name
from screens.key_rules import NAMES
from screens.key_table import is_parameter, load

STEPS = sorted(
    {
        step
        for actions in load().sections.values()
        for chords in actions.values()
        for chord in chords
        for step in chord
        if not is_parameter(step)
    }
)


SENT = {
    **{step: step for step in STEPS if len(step) == 1},
    **{f"ctrl+{letter}": chr(ord(letter) - ord("a") + 1) for letter in "dlprsuz"},
    "space": " ",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "enter": "\r",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}
"""What a terminal sends for each key of the table but escape, which the parser knows by the silence after it."""


def test_what_is_sent_is_said_for_every_key_of_the_table() -> None:
    assert set(SENT) == {*STEPS} - {"escape"}


def test_every_key_that_may_be_bound_has_the_name_that_a_terminal_gives_it() -> None:
    sent = {key.value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) for key in keys}
    sent.add("escape")  # known by the silence after it
    assert NAMES - {"ctrl+h", "ctrl+i", "ctrl+m"} <= sent, "those three come as backspace, tab and enter"


@pytest.mark.parametrize("step", SENT)
def test_what_a_terminal_sends_gets_the_name_in_the_table(step: str) -> None:
    [event] = XTermParser().feed(SENT[step])
    assert isinstance(event, events.Key)
    assert key_name(event) == step


@pytest.mark.parametrize(
    ("textual", "name"),
    [
        *[("question_mark", "?"), ("slash", "/"), ("full_stop", "."), ("minus", "-"), ("comma", ","), ("at", "@")],
        *[("asterisk", "*"), ("tilde", "~"), ("left_square_bracket", "["), ("right_square_bracket", "]")],
        *[
            ("equals_sign", "="),
            ("less_than_sign", "<"),
            ("greater_than_sign", ">"),
            ("plus", "+"),
            ("backslash", "\\"),
        ],
        *[("G", "G"), ("space", "space"), ("enter", "enter"), ("tab", "tab"), ("shift+tab", "shift+tab")],
        *[("escape", "escape"), ("alt+j", "alt+j"), ("ctrl+d", "ctrl+d"), ("+", "+"), ("f1", "f1"), ("home", "home")],
    ],
)
def test_a_simulated_key_without_its_character_is_named_too(textual: str, name: str) -> None:
    assert key_name(events.Key(textual, None)) == name


def test_a_letter_with_alt_is_not_the_letter() -> None:
    assert key_name(events.Key("alt+j", "j")) == "alt+j"
