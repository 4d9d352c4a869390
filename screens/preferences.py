"""What one person chose about how Wellkept looks and answers, and how a change is kept and seen at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.rules.refusals import Refused
from models.rules.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

THEMES = ("dark", "light", "high-contrast", "16-colour")
GLYPHS = ("auto", "unicode", "ascii")
"""Signs as the terminal allows, always, or never."""


def _nowhere(_name: str, _value: object) -> None:
    raise Refused("There is no settings file here, so the change counts until you leave.")


def _unseen(_name: str) -> str:
    return "from the next start"


@dataclass
class Preferences:
    """The choices of this run. tui hands in how they are kept (`save`) and put into effect (`apply`)."""

    theme: str = THEMES[0]
    glyphs: str = GLYPHS[0]
    zone: str = "UTC"
    start_veiled: bool = False
    """Whether everything confidential is hidden at the start."""
    keys: Mapping[str, object] = field(default_factory=dict)
    """Keys by action id, as written."""
    guides: Path | None = None
    """The folder of the team's own guides for conversations."""
    notices: tuple[str, ...] = ()
    """What was wrong in the settings file and what is used instead, one sentence and its remedy each."""
    save: Callable[[str, object], None] = _nowhere
    """Writes a setting into the file. Raises Refused."""
    apply: Callable[[str], str] = _unseen
    """Goes by the setting of this name from now on; returns what there is to say of that, or nothing."""

    def change(self, name: str, value: object) -> str:
        """Go by another preference and write it into the settings file; say what happened.

        Raises Refused when there is no such choice, and then nothing changes; or when the file cannot be written, and
        then the change counts for this run.
        """
        refuse_unknown(name, value)
        setattr(self, name, value)
        seen = self.apply(name)
        self.save(name, value)
        return f"{name.replace('_', ' ')}: {in_words(value)}{seen and f', {seen}'}"


def in_words(value: object) -> str:
    """Say what was chosen: a word as it is, yes or no, and of anything longer that it is kept."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else "kept"


def refuse_unknown(name: str, value: object) -> None:
    """Raise Refused when a setting cannot have this value; the keys are checked where they are read."""
    known = {"theme": THEMES, "glyphs": GLYPHS}.get(name)
    if known and value not in known:
        raise Refused(f"There is no {name} {quoted(str(value))}. Choose {', '.join(known[:-1])} or {known[-1]}.")
    if name == "zone" and not _is_zone(str(value)):
        raise Refused(f"{quoted(str(value))} is not a time zone. Write one such as Europe/London.")


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo  # noqa: PLC0415  (only whoever changes it pays)

    try:
        return bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):  # not there; a path that leads out; a folder
        return False
