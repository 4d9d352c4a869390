"""The shapes of JSON answers: times are ISO 8601 in UTC to the second, kinds are in snake case."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from models.rules import also_kept, why
from models.rules.words import PointKind

if TYPE_CHECKING:
    from datetime import datetime

    from models.keys import KeyStatus, MemberKey
    from models.reading.choices import StageRow
    from models.reading.contact import WholeContact
    from models.reading.follow_up import FollowUp
    from models.reading.members import MemberLine
    from models.reading.timeline import TimelineRow
    from models.reading.today import OutreachRow

Shape = dict[str, Any]


def utc(at: datetime) -> str:
    """Write a moment: 2026-11-21T09:14:00Z."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def contact(row: WholeContact, *, now: datetime) -> Shape:
    """Shape a contact; `every_days` is their own cadence, not their stage's."""
    return {
        "id": row.id,
        "uid": row.uid,
        "name": row.name,
        "company": row.company,
        "stage": row.stage,
        "stage_kind": row.stage_kind,
        "emails": row.values(PointKind.E_MAIL),
        "phones": row.values(PointKind.PHONE),
        "owner": row.owner,
        "tags": row.tags,
        "every_days": row.every_days,
        "last_interaction_at": row.last_interaction_at and utc(row.last_interaction_at),
        "outreach": [_reason(each, now) for each in row.outreach],
        "confidential_notes": row.confidential_notes,
    }


def outreach(row: OutreachRow, *, now: datetime) -> Shape:
    """Shape one line of Today."""
    return {"contact": {"id": row.contact_id, "name": row.name}, **_reason(row, now)}


def follow_up(row: FollowUp) -> Shape:
    """Shape a follow-up."""
    return {
        "id": row.id,
        "contact": {"id": row.contact_id, "name": row.name},
        "due_at": utc(row.due_at),
        "text": row.text,
        "channel": row.channel,
        "purpose": row.purpose,
        "tone": row.tone,
        "owner": row.owner,
        "state": row.state,
    }


def item(item_id: int, about: WholeContact, *, at: datetime, what: str) -> Shape:
    """Shape what was logged or noted."""
    return {"id": item_id, "contact": {"id": about.id, "name": about.name}, "at": utc(at), "what": what}


def timeline(row: TimelineRow) -> Shape:
    """Shape one line of a timeline; `readers` and `problem`, why it could not be opened, are of confidential notes."""
    is_sealed = row.kind == "confidential"
    return {
        "at": utc(row.at),
        "what": row.what,
        "kind": row.kind,
        "by": row.by,
        "text": row.text,
        "id": row.id,
        "readers": list(row.reader_names),
        "problem": row.state if is_sealed else "",
    }


def extras(row: WholeContact) -> list[Shape]:
    """Shape what else is kept; `text` is empty where it is not shown, an export has it whole."""
    return [{"property": each.name, "text": each.text} for each in also_kept.told(row.extras)]


def stage(row: StageRow) -> Shape:
    """Shape a stage; `contacts` counts those in it, and `every_days` is the cadence of who has none of their own."""
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "every_days": row.every_days,
        "contacts": row.contacts,
    }


def member(row: MemberLine) -> Shape:
    """Shape a member; `contacts` and `follow_ups`, the open ones, count what they own."""
    return {
        "id": row.id,
        "account": row.account,
        "name": row.name,
        "role": row.role,
        "since": utc(row.created_at),
        "left_at": row.left_at and utc(row.left_at),
        "contacts": row.contacts,
        "follow_ups": row.follow_ups,
    }


def key(found: KeyStatus) -> Shape:
    """Shape how it stands with one's own key; `state` is none, waiting or counts."""
    return {
        "state": found.state,
        "fingerprint": found.fingerprint,
        "recovery": found.has_recovery,
        "log": {"length": found.length, "head": found.head},
        "problems": found.problems,
    }


def member_key(found: MemberKey) -> Shape:
    """Shape a member's key, as the log has it, or as it waits."""
    return {"member": found.name, "account": found.account, "role": found.role, "fingerprint": found.fingerprint}


def _reason(row: OutreachRow, now: datetime) -> Shape:
    return {
        "id": row.id,
        "kind": row.kind.name.lower(),
        "due_at": utc(row.due_at),
        "why": why.sentence(row, now=now),
        "follow_up": row.follow_up,
        "subject": row.subject or None,
    }
