"""What a member may not leave behind: unpleasant news that they are to tell, and problems that they are to solve."""

from __future__ import annotations

from models.rules.refusals import Refused


def check(name: str, *, news: int, problems: int) -> None:
    """Raise Refused while `name` owns any of it and nobody takes it over, counting what it is."""
    parts = (
        _counted(news, "piece of unpleasant news", "pieces of unpleasant news"),
        _counted(problems, "open problem"),
    )
    owned = " and ".join(part for part in parts if part)
    if owned:
        message = f"{name} owns {owned}. Say who takes that over, as with --to NAME."
        raise Refused(message)


def _counted(number: int, one: str, several: str = "") -> str:
    if number == 0:
        return ""
    return f"1 {one}" if number == 1 else f"{number:,} {several or f'{one}s'}"
