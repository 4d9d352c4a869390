"""What is kept about a person, in words for that person: field by field, and one by one what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import also_kept, birthday, cadence, days, why
from models.rules.words import PointKind, Tone
from screens import discretion
from screens.as_read.pages import Said
from screens.confiding import secret_words

if TYPE_CHECKING:
    from datetime import datetime

    from models.confidences import Opened as Note
    from models.reading.contact import WholeContact
    from models.reading.everything import Event, Line, Whose
    from models.rules.secrets import Knower
    from models.secrets import Opened
    from screens.session import Session

_DONE = {
    "contact.add": "added",
    "contact.edit": "changed",
    "contact.archive": "archived",
    "contact.restore": "restored",
    "contact.discretion": "promised to be discreet",
    "contact.stage": "moved to another stage",
    "follow_up.add": "planned a follow-up",
    "follow_up.ask_again": "planned a follow-up",
    "follow_up.edit": "changed a follow-up",
    "follow_up.snooze": "put off a follow-up",
    "follow_up.done": "closed a follow-up",
    "outreach.snooze": "put off a reminder",
    "interaction.log": "logged what was said",
    "note.add": "wrote a note",
    "need.add": "noted what you need",
    "need.edit": "changed what you need",
    "need.confirm": "noted that you still need it",
    "need.end": "noted that you need it no more",
    "rumour.add": "noted what was heard of you",
    "rumour.close": "noted what was true of it",
    "problem.add": "noted what went wrong for you",
    "problem.edit": "changed what went wrong for you",
    "problem.step": "took a step to put it right",
    "problem.agree": "noted what you agreed to",
    "problem.close": "closed what went wrong for you",
    "favour.add": "noted a favour",
    "confidence.write": "wrote a confidential note",
    "confidence.rewrite": "changed a confidential note",
    "confidence.confide": "made a note confidential",
    "announcement.told": "noted what you were told",
    "import": "brought in by an import",
    "undo": "took back a change",
}
_REACHED = {PointKind.E_MAIL: "e-mail", PointKind.PHONE: "phone", PointKind.ADDRESS: "address", PointKind.LINK: "link"}

LOCKED = Said("", "What they know of secrets is not told while those are locked.")
_NAMED = {"N": "parts of the name", "": "a line"}


def day(at: datetime, session: Session) -> str:
    """Say a day with its year, whenever that was: 5 Dec 2026."""
    on = at.astimezone(session.zone).date()
    return f"{on.day} {days.month(on)} {on.year}"


def moment(at: datetime, session: Session) -> str:
    """Say a day and a time: 5 Dec 2026 10:30."""
    return f"{day(at, session)} {at.astimezone(session.zone):%H:%M}"


def fields(whole: WholeContact, session: Session) -> list[Said]:
    """Say every field that holds something."""
    reason = f" ({whole.reason})" if whole.reason else ""
    said = {
        "name": whole.name,
        "company": whole.company,
        "stage": f"{whole.stage}{reason}, since {day(whole.stage_since_at, session)}",
        "birthday": birthday.words(whole.birthday) if whole.birthday else "",
        "safe topics": whole.safe_topics,
        "off limits": discretion.hidden(whole.off_limits, session),
        "not to be reached by": ", ".join(whole.do_not_contact.split()),
        "looked after by": whole.owner,
        "how often": cadence.words(whole.every_days or whole.stage_every_days),
        "last word": moment(whole.last_interaction_at, session) if whole.last_interaction_at else "",
        "discretion": promised(whole, session),
        "tags": ", ".join(whole.tags),
        "kept since": moment(whole.created_at, session),
        "archived": moment(whole.archived_at, session) if whole.archived_at else "",
        "known to exports as": whole.uid,
    }
    told = [Said(name, text) for name, text in said.items() if text]
    return told + [
        Said("to be called because", why.sentence(discretion.reason(row, session), now=session.now()))
        for row in whole.outreach
    ]


def promised(whole: WholeContact, session: Session) -> str:
    """Say when discretion was promised, and by whom."""
    return f"promised {moment(whole.discretion_at, session)} by {whole.discretion_by}" if whole.discretion_at else ""


def known(secret: Opened, knower: Knower, session: Session) -> Said:
    """Say what somebody knows of a secret, how they learned of it, and what they feel."""
    label = day(knower.learned_at, session) if knower.learned_at else ""
    talked = f"talked over {day(knower.talked_at, session)}" if knower.talked_at else ""
    said = (f"how: {knower.how}" if knower.how else "", talked, secret_words.feels(knower))
    lines = [f"{secret_words.standing(knower)}: {secret.matter.title}", "   ".join(part for part in said if part)]
    return Said(label, "\n".join(line for line in lines if line))


def points(whole: WholeContact) -> list[Said]:
    """Say every way to reach somebody, with its label."""
    return [
        Said(word, f"{point.value} ({point.label})" if point.label else point.value)
        for kind, word in _REACHED.items()
        for point in whole.points.get(kind, [])
    ]


def line(row: Line) -> Said:
    """Say a line of an address book as it came, and of a picture how large it is."""
    (told,) = also_kept.told([row.extra])
    left = row.extra.length - len(row.extra.line)
    if told.words == "photo" and told.text:
        return Said("photo", f"a picture of {told.text}; an export has it")
    more = f"\n… and {left:,} more characters; an export has them" if left else ""
    return Said(told.words or _NAMED.get(told.name, told.name.casefold()), f"{row.extra.line}{more}")


def event(row: Event, session: Session) -> Said:
    """Say what happened, what is planned, or who changed what."""
    if row.kind == "change":
        return _change(row, session)
    label = day(row.at, session) if row.due_on else moment(row.at, session)
    by = f", planned by {row.by}" if row.kind == "follow_up" else f", by {row.by}" if row.by else ""
    closed = f", closed {day(row.closed_at, session)}" if row.closed_at else ""
    told = discretion.hidden(row.text, session) if row.tone == Tone.UNPLEASANT else row.text
    text = f"\n{told}" if told else ""
    return Said(label, f"{row.what}{by}{closed}{text}")


def _change(row: Event, session: Session) -> Said:
    done = _DONE.get(row.what, row.what.replace(".", " ").replace("_", " "))
    names = ", ".join(name.replace("_", " ") for name in row.text.split()) if row.what == "contact.edit" else ""
    back = f", taken back {day(row.closed_at, session)}" if row.closed_at else ""
    return Said(moment(row.at, session), f"{done}{f': {names}' if names else ''}, by {row.by}{back}")


def opened(note: Note) -> str:
    """Say a confidential note that was opened, and who can read it."""
    return f"by {note.author}, for {', '.join(note.readers)}\n{note.text}"


def confidential(row: Whose, session: Session) -> Said:
    """Say how many confidential items there are that are not shown, and who can tell of them."""
    items = "1 confidential item" if row.number == 1 else f"{row.number:,} confidential items"
    if not row.is_readable:
        return Said("", f"{items}: ask {row.author}")
    mine = row.author == session.member
    return Said("", f"{items}: yours, locked" if mine else f"{items}: by {row.author}, for you too, locked")
