"""Where things stand with a contact, for what is offered next."""

from __future__ import annotations

from models import db
from models.rules.next_step import Standing

_SELECT = """
SELECT coalesce(c.every_days, s.every_days) AS every_days, c.do_not_contact,
       coalesce(r.ends_contact, 0) AS contact_ends,
       EXISTS (SELECT 1 FROM follow_up f WHERE f.contact_id = c.id AND f.state = 'open') AS has_plan
FROM contact c JOIN stage s ON s.id = c.stage_id LEFT JOIN reason r ON r.id = c.reason_id
WHERE c.id = ?1 AND c.archived_at IS NULL"""


async def of(contact_id: int) -> Standing | None:
    """Read where things stand; None with who is gone or archived."""
    rows = await db.reader().rows(_SELECT, [contact_id])
    if not rows:
        return None
    row = rows[0]
    return Standing(
        every_days=row["every_days"],
        has_plan=bool(row["has_plan"]),
        contact_ends=bool(row["contact_ends"]),
        do_not_contact=row["do_not_contact"],
    )
