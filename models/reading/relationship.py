"""What is known of the relationship with one contact: needs, rumours, problems, give and take, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.reading import balance, favours, needs, problems, rumours
from models.rules.words import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from models.reading.balance import Balance
    from models.reading.favours import Favour
    from models.reading.needs import Need
    from models.reading.problems import ProblemRow
    from models.reading.rumours import Rumour


@dataclass(frozen=True, slots=True)
class Relationship:
    """All of it that is open, as plain rows, the newest first, but the weightiest need.

    `introducing` are the referrals by which others brought this contact to us.
    """

    needs: list[Need]
    rumours: list[Rumour]
    problems: list[ProblemRow]
    favours: list[Favour]
    introducing: list[Favour]
    balance: Balance

    @property
    def introduced_by(self) -> list[str]:
        """Who introduced this contact to us."""
        return _names(favour.name for favour in self.introducing)

    @property
    def introduced(self) -> list[str]:
        """Whom this contact introduced to us."""
        return _names(favour.introduced for favour in self.took)

    @property
    def took(self) -> list[Favour]:
        """What they did for us."""
        return [favour for favour in self.favours if favour.direction == Direction.IN]

    @property
    def gave(self) -> list[Favour]:
        """What we did for them."""
        return [favour for favour in self.favours if favour.direction == Direction.OUT]


async def of_contact(contact_id: int, *, now: datetime) -> Relationship:
    """Read what is known of the relationship with one contact, archived or not; nobody has nothing."""
    return Relationship(
        needs=await needs.of_contact(contact_id, now=now),
        rumours=await rumours.of_contact(contact_id),
        problems=await problems.of_contact(contact_id),
        favours=await favours.of_contact(contact_id),
        introducing=await favours.introducing(contact_id),
        balance=await balance.of_contact(contact_id, now=now),
    )


def _names(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
