"""What a verb needs to seal and to open: whose keys, and what they saw last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.vault.agent import Agent
    from models.vault.pins import Pins


@dataclass
class Vault:
    """One member's vault, open or locked."""

    agent: Agent
    pins: Pins
    member_id: int
