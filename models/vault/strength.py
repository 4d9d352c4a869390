"""Passphrases: one to suggest, and what is wrong with one that is too easy to guess."""

from __future__ import annotations

import secrets
from importlib import resources

from models.rules.refusals import Refused

WORDS = 6
MOST_CHARACTERS = 1_000
_GUESSES = 10**13
"""A core makes two or three a second, as each costs 128 MiB; ten thousand rented ones need thirteen years."""
_LOOKED_AT = 72
"""More letters than this zxcvbn takes no time for; so many make no passphrase weaker."""


def suggested() -> str:
    """Return six words of the EFF's long list, drawn at random: 77 bits, easy to type and to remember."""
    words = resources.files("xkcdpass").joinpath("static", "eff-long").read_text("ascii").split()
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def check(passphrase: str) -> None:
    """Look how hard a passphrase is to guess. Raises Refused with what is wrong, never with a part of it.

    It takes its time: not for the process that draws the screen.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415  (17 ms, and only new passphrases need it)

    if len(passphrase) > MOST_CHARACTERS:
        raise Refused(f"A passphrase has at most {MOST_CHARACTERS:,} characters.")
    found = zxcvbn(passphrase[:_LOOKED_AT] or " ")  # it fails at nothing at all
    if found["guesses"] < _GUESSES:
        why = found["feedback"]["warning"].rstrip(".")
        raise Refused(f"That passphrase is too easy to guess. {why and f'{why}. '}Take six random words.")
