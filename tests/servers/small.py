"""Opens the small app of these tests in a terminal."""

import sys
from collections.abc import Mapping
from pathlib import Path

from tests.servers.terminal import Terminal

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tests.servers.small_app")
ENV = {"PYTHONPATH": str(ROOT)}


def small(
    home: Path,
    what: str = "nothing",
    *,
    env: Mapping[str, str] | None = None,
    under: tuple[str, ...] = (),
    hangs_up: bool = True,
    wait: bool = True,
) -> Terminal:
    """Open the small app, which breaks as `what` says when ! is pressed, and wait until it is ready."""
    terminal = Terminal([*under, *COMMAND, home, what], home=home, env={**ENV, **(env or {})}, hangs_up=hangs_up)
    if wait:
        terminal.wait_for("ready")
    return terminal


def diary(home: Path) -> str:
    """Return how the small app left its database."""
    kept = home / "diary"
    return kept.read_text(encoding="utf-8") if kept.exists() else ""
