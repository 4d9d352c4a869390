"""History in words."""

from __future__ import annotations

from models import db

_SAID = {
    "contact.add": "added {name}",
    "contact.edit": "changed {name}",
    "contact.archive": "archived {name}",
    "contact.restore": "restored {name}",
    "contact.stage": "moved {name} to {stage}",
    "follow_up.add": "planned a follow-up with {name}",
    "follow_up.edit": "changed a follow-up with {name}",
    "follow_up.snooze": "put off a follow-up with {name}",
    "follow_up.done": "closed a follow-up with {name}",
    "outreach.snooze": "put off {name}",
    "interaction.log": "logged an interaction with {name}",
    "note.add": "added a note on {name}",
    "stage.add": "added a stage",
    "stage.rename": "renamed a stage",
    "stage.move": "moved a stage",
    "stage.kind": "changed what a stage means",
    "stage.cadence": "changed the cadence of a stage",
    "company.rename": "renamed a company",
    "import": "imported contacts",
}


async def said(history_id: int) -> str:
    """Say in words what was done ("moved Bob Stone to Former")."""
    (row,) = await db.reader().rows(
        "SELECT h.verb, coalesce(c.name, '') AS name, coalesce(s.name, '') AS stage FROM history h"
        " LEFT JOIN contact c ON c.id = h.contact_id LEFT JOIN stage s ON s.id = c.stage_id WHERE h.id = ?1",
        [history_id],
    )
    return _SAID[row.pop("verb")].format(**row)
