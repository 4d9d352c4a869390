"""A key agent that is locked at the end, and the processes that were started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.vault import agent_link
from models.vault.agent import Agent

if TYPE_CHECKING:
    import subprocess
    from collections.abc import AsyncIterator


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    made = Agent()
    yield made
    made.lock()


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return every process that a link starts from now on."""
    started: list[subprocess.Popen[bytes]] = []
    real = agent_link._process

    def noted(idle_seconds: float) -> object:
        ours, process = real(idle_seconds)
        started.append(process)
        return ours, process

    monkeypatch.setattr(agent_link, "_process", noted)
    return started
