"""The settings file: what can be read of it, what is wrong with it, and where one that cannot be read is kept."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.rules.refusals import Refused
from models.rules.text import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES = ("db", "zone", "theme", "glyphs", "start_veiled", "keys")
_TABLE = re.compile(r"\s*\[")


class BadSettings(Refused):
    """A setting cannot be used; the text is one sentence, with the file and line if it came from one, and a remedy."""


class SettingsFile:
    """The TOML file, read once.

    What stands in it for `db` and `zone` is used or refused, as another book or another day would be a mistake; any
    other trouble is told in `notices`, a sentence and a remedy each, and the default is used.
    """

    def __init__(self, path: Path | None) -> None:
        """Read the file at `path`, if there is one. Raises BadSettings when it may not be read."""
        self.path = path
        self.notices: list[str] = []
        self.broken = ""
        """Why the whole file could not be read, as in "the file … is not valid TOML"."""
        self._bytes = self._read()
        self.text = self._bytes.decode("utf-8-sig", "replace")
        self.values = self._parsed() if self.text else {}
        for name in self.values:
            if name not in NAMES:
                self._tell(name, f"{name} is not a setting, so it is left out", f"There are {_listed(NAMES, 'and')}")

    def _read(self) -> bytes:
        try:
            return self.path.read_bytes() if self.path else b""
        except FileNotFoundError:
            return b""
        except IsADirectoryError:
            self.notices.append(f"{self.path} is a folder, so the defaults are used. Move it away.")
            return b""
        except OSError as error:
            why = error.strerror or "no reason is known"
            raise BadSettings(f"{self.path} cannot be read: {why}. Correct that, or move the file away.") from error

    def _parsed(self) -> dict[str, Any]:
        import tomllib  # noqa: PLC0415  most people have no file, and start faster

        try:
            return tomllib.loads(self._bytes.decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.broken = "is not text in UTF-8"
        except tomllib.TOMLDecodeError as error:
            self.broken = f"is not valid TOML: {str(error).replace(' (at ', ', at ').rstrip(')')}"
        return {name: tomllib.loads(line)[name] for name, line in self._whole_lines.items()}

    @cached_property
    def _whole_lines(self) -> dict[str, str]:
        """The lines of a broken file that say on their own which book and which zone."""
        found = {name: self._lines_of(name) for name in ("db", "zone")}
        return {name: lines[0] for name, lines in found.items() if len(lines) == 1 and _is_whole(lines[0])}

    def _lines_of(self, name: str) -> list[str]:
        lines = self.text.splitlines()
        end = next((number for number, line in enumerate(lines) if _TABLE.match(line)), len(lines))
        return [line for line in lines[:end] if _says(name).match(line)]

    def put_aside(self, *, instead: str) -> None:
        """Keep a broken file under another name, leave what could be read of it, and tell; `instead` says what is used.

        The next run then finds the same book again. Without rights to do so, nothing changes and that is told.
        """
        if not self.broken or self.path is None:
            return
        from tui.kept_aside import keep_aside  # noqa: PLC0415  (only a broken file needs it)

        try:
            where = keep_aside(self.path, self._bytes, self._whole_lines.values())
            told = f"and is kept aside {where}; {instead}. Copy from there what you miss."
        except OSError as error:
            why = (error.strerror or "no reason is known").lower()
            told = f"and cannot be kept aside ({why}); {instead}. Correct it, or move it away."
        self.notices.insert(0, f"{self.path} {self.broken}, {told}")

    def tell_broken(self, *, instead: str) -> None:
        """Tell of a broken file and leave it where it is."""
        if self.broken:
            self.notices.insert(0, f"{self.path} {self.broken}; {instead}. Correct it, or move it away.")

    def bad(self, name: str, what: str) -> BadSettings:
        """Return the refusal of this setting."""
        return BadSettings(f"{self._place(name)}: {name} {what}. Correct the line or remove it.")

    def words(self, name: str) -> str | None:
        """Return a setting that is text, or None if it is not there. Raises BadSettings."""
        value = self.values.get(name)
        if value is not None and not (isinstance(value, str) and value.strip() and "\0" not in value):
            raise self.bad(name, "must be text in quotes")
        if value is None and self.broken and name == "db" and self._lines_of(name):
            raise self.bad(name, f"names the book and cannot be read, as the file {self.broken}")
        return value

    def one_of(self, name: str, known: Sequence[str]) -> str:
        """Return a setting that is one of those `known`; the first where there is none or an unknown one."""
        value, usual = self.values.get(name), known[0]
        if value is None or value in known:
            return value or usual
        choice = f"Write {_listed(known, 'or')}"
        wrong = f"there is no {name} {quoted(value)}" if isinstance(value, str) else f"{name} must be text in quotes"
        self._tell(name, f"{wrong}, so {usual} is used", choice)
        return usual

    def yes(self, name: str) -> bool:
        """Return a setting that is yes or no; no where there is none, and yes where nobody knows what was meant."""
        value = self.values.get(name, False)
        if isinstance(value, bool):
            return value
        self._tell(name, f"{name} is neither true nor false, so it is true", "Write true or false")
        return True

    def table(self, name: str) -> dict[str, Any]:
        """Return a setting that is a table, as it stands there; an empty one where there is none."""
        value = self.values.get(name, {})
        if isinstance(value, dict):
            return value
        self._tell(name, f"{name} is not a table, so it is left out", f"Write [{name}] above what is in it")
        return {}

    def _tell(self, name: str, what: str, remedy: str) -> None:
        self.notices.append(f"{self._place(name)}: {what}. {remedy}.")

    def _place(self, name: str) -> str:
        lines = enumerate(self.text.splitlines(), start=1)
        at = next((number for number, line in lines if _says(name).match(line)), 1)
        return f"{self.path}, line {at}"


def _says(name: str) -> re.Pattern[str]:
    """Match a line that begins with the name of a setting, as a key or as a table."""
    return re.compile(rf"""[\s\["']*{re.escape(name)}(?![\w-])""")


def _is_whole(line: str) -> bool:
    """Tell whether a line of a broken file can be read on its own, and is text that can be used."""
    import tomllib  # noqa: PLC0415

    try:
        (value,) = tomllib.loads(line).values()
    except (tomllib.TOMLDecodeError, ValueError):
        return False
    return isinstance(value, str) and "\ufffd" not in value


def _listed(words: Sequence[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
