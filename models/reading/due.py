"""When a reason for outreach is due, as SQL says it."""

from __future__ import annotations


def due_now(outreach: str = "outreach") -> str:
    """Return the condition that a row of `outreach`, by that name in the query, is due; ?1 is the day's horizon."""
    return f"{outreach}.due_at < ?1 AND ({outreach}.ends_at IS NULL OR {outreach}.ends_at >= ?1)"
