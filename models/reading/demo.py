"""What a book tells of the demo in it."""

from __future__ import annotations

from models import db

PASSPHRASE = "open sesame"  # noqa: S105  (nobody's: it is told to everybody)
"""What opens every key that the demo made."""

RUN = "demo "
"""What the run id of every filling begins with."""

OF_A_FILLING = "h.run_id >= 'demo ' AND h.run_id < 'demo ~'"
"""Which rows of history, `h`, are of a filling."""

TOLD = f"""
SELECT i.member_id AS id FROM identity i JOIN history h ON h.by_id = i.member_id
WHERE {OF_A_FILLING} AND h.verb = 'key.new' AND NOT EXISTS (
    SELECT 1 FROM history n WHERE n.by_id = h.by_id AND n.id > h.id AND n.verb IN ('key.new', 'key.passphrase'))"""  # noqa: S608  (our own words)
"""The members whose key still opens with the passphrase that everybody is told."""


async def passphrase(member_id: int) -> str:
    """Return the passphrase of a member's key, if the demo made it and nobody changed it since; else nothing."""
    told = await db.reader().rows(f"{TOLD} AND i.member_id = ?1", [member_id])
    return PASSPHRASE if told else ""
