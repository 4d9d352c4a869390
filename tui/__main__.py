"""Where the command starts: the three packages are of one house, then the arguments decide."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_HOUSE = Path(__file__).parent.parent
_ELSEWHERE = "{} was found at {}, not beside {}. Install wellkept with pipx or `uv tool`, and take {} off PYTHONPATH."


def main(argv: Sequence[str] | None = None, *, now: datetime | None = None) -> int:
    """Run the command and return its exit code; arguments and time are those of the process unless given."""
    try:
        if intruder := _intruder():
            sys.stderr.write(f"wellkept: {intruder}\n")
            return 2
        from tui.cli import commands, stopping  # noqa: PLC0415  (they import models: not before we know whose)

        stopping.heed()
        return commands.run(sys.argv[1:] if argv is None else argv, now=now)
    except KeyboardInterrupt:
        return 130


def _intruder() -> str:
    """Name the package of ours that Python would take from elsewhere: models and screens are common names."""
    for name in ("models", "screens"):
        found = importlib.util.find_spec(name)
        at = Path(found.origin) if found and found.origin else None
        if at != _HOUSE / name / "__init__.py":
            return _ELSEWHERE.format(name, at or "no place", _HOUSE / "tui", at.parent if at else "it")
    return ""


if __name__ == "__main__":
    sys.exit(main())
