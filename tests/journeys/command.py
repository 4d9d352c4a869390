"""A person, or a script, at the command line of a book."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.journeys.book import NOW
from tui.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CONTACT = {
    "id": int,
    "uid": str,
    "name": str,
    "company": str,
    "stage": str,
    "stage_kind": str,
    "emails": list,
    "phones": list,
    "owner": str,
    "tags": list,
    "every_days": (int, type(None)),
    "last_interaction_at": (str, type(None)),
    "outreach": list,
    "confidential_notes": int,
}
REASON = {
    "id": int,
    "kind": str,
    "due_at": str,
    "why": str,
    "follow_up": (int, type(None)),
    "subject": (int, type(None)),
}
OUTREACH = {**REASON, "contact": dict}
FOLLOW_UP = {
    "id": int,
    "contact": dict,
    "due_at": str,
    "text": str,
    "channel": str,
    "purpose": str,
    "tone": str,
    "owner": str,
    "state": str,
}
ITEM = {"id": int, "contact": dict, "at": str, "what": str}
LINE = {"at": str, "what": str, "kind": str, "by": str, "text": str, "id": int, "readers": list, "problem": str}
STAGE = {"id": int, "name": str, "kind": str, "every_days": (int, type(None)), "contacts": int}
FINDING = {"level": str, "what": str, "remedy": str}


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """What it answered in JSON, which is of version 1."""
        assert (self.code, self.err) == (0, "")
        answer: dict[str, Any] = json.loads(self.out)
        assert answer.pop("version") == 1
        return answer

    @property
    def lines(self) -> list[str]:
        """What it answered to people, every line of which fits."""
        assert (self.code, self.err) == (0, "")
        return self.out.splitlines()


class Command:
    """The command line of ann, on 21 November 2026 in Berlin."""

    def __init__(self, book: Path, home: Path, capfd: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.book, self.now, self._capfd = book, NOW, capfd
        patch.setattr("tui.settings.account", lambda: "ann")
        patch.setattr("tui.cli.terminal.TERMINAL", home / "no terminal")
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        patch.setenv("TZ", "Europe/Berlin")
        patch.setenv("WELLKEPT_DB", str(book))

    def __call__(self, *argv: str | int | Path) -> Ran:
        """Run a command. Whatever it comes to, an error is one line, and success says nothing on standard error."""
        ran = self.anyhow(*argv)
        assert (ran.code == 0) == (ran.err == ""), ran
        if ran.err:
            assert ran.err.startswith("wellkept: "), ran
            assert ran.err.count("\n") == 1, ran
            assert ran.err.endswith("\n"), ran
        return ran

    def anyhow(self, *argv: str | int | Path) -> Ran:
        """Run a command that may fail and say so on standard output."""
        self._capfd.readouterr()
        code = main([str(word) for word in argv], now=self.now)
        return Ran(code, *self._capfd.readouterr())

    def err(self) -> str:
        """Return what was said on standard error since it was last asked for."""
        return str(self._capfd.readouterr().err)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the book, as another program would."""
        with closing(sqlite3.connect(self.book)) as connection:
            return connection.execute(sql, values).fetchall()

    def write(self, sql: str, *values: object) -> None:
        """Write into the book, as another program would."""
        with closing(sqlite3.connect(self.book)) as connection, connection:
            connection.execute(sql, values)


def is_shaped(thing: dict[str, Any], shape: dict[str, Any]) -> bool:
    """Tell whether an object has these names and no others, each of its type."""
    return thing.keys() == shape.keys() and all(isinstance(thing[name], kind) for name, kind in shape.items())
