"""Asks for a secret, where somebody stands in it, what came of a talk, and what was decided; drafts are kept sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import secrets
from models.rules.secrets import FEELINGS, Course, Knower, Standing
from models.rules.words import Channel
from screens.form import Field, Form, Said, Values
from screens.forms import checks, confidence
from screens.forms.follow_up import NO_YES
from screens.sealed_drafts import SealedDrafts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.secrets import Opened
    from screens.session import Session

NOT_KNOWN, OFF, NEW = "not known", "not in it", "a new secret"
_LABELS = {"good_idea": "good idea", "better_off": "better off", "wish": "share or keep"}
_CHANGED = (
    "a reader changed the secret since you typed this, so your words are back, and they take the place of what stands"
    " there now: look at that first"
)
_OPEN = "everybody can read this: no word of the secret"


async def new(session: Session) -> Form[Opened]:
    """Ask for a secret and who may read it. Raises Locked, Refused."""
    readers = await confidence.readers_for(session)

    async def save(values: Values) -> Opened:
        chosen, by, at = readers.chosen(values["readers"]), session.member_id, session.now()
        return await models.secrets.add(values["title"], values["body"], chosen, vault=session.vault, by=by, at=at)

    fields = [*_words(), confidence.readers_field(session, readers)]
    return Form(session, "New secret", fields, save, drafts=await _drafts(session, "New secret"))


async def reword(session: Session, secret: Opened) -> Form[Opened]:
    """Ask for other words, or other readers."""
    readers = await confidence.readers_for(session)

    async def save(values: Values) -> Opened:
        chosen, by, at = readers.chosen(values["readers"]), session.member_id, session.now()
        words = values["title"], values["body"]
        return await models.secrets.reword(secret, *words, chosen, vault=session.vault, by=by, at=at)

    drafts = await _drafts(session, "Change a secret", secret.id, secret.revision)
    if drafts.is_outdated:  # a reader whom the secret has lost since must not come back with the draft
        drafts.forget("readers")
    more = f"{_CHANGED}; {confidence.TAKEN_OFF}" if drafts.is_outdated else confidence.TAKEN_OFF
    words = _words(secret.matter.title, secret.matter.body)
    field = confidence.readers_field(session, readers, secret.reader_ids, more)
    return Form(session, "Change the secret", [*words, field], save, drafts=drafts)


async def someone(session: Session) -> Form[tuple[int, str]]:
    """Ask whom it is about; the form returns their id and name."""

    async def save(values: Values) -> tuple[int, str]:
        return await checks.a_contact(session, values["contact"])

    fields = [Field("contact", "who", look=checks.who(session), hint="a name, or an id")]
    drafts = await _drafts(session, "Who stands in a secret")
    return Form(session, "Who", fields, save, drafts=drafts, says=("next", "leave"))


async def place(session: Session, secret: Opened, contact_id: int, contact_uid: str, name: str) -> Form[Opened]:
    """Ask where somebody stands in a secret."""
    was = secret.matter.knower(contact_uid)
    now = was or Knower(contact_uid, Standing.KNOWS)
    how: dict[str, Any] = {"vault": session.vault, "by": session.member_id}

    async def save(values: Values) -> Opened:
        if values["standing"] == OFF:
            return await models.secrets.take_off(secret, contact_uid, **how, at=session.now())
        when = values["learned"].strip()
        learned_at = checks.still_past(session, when, now.learned_at) if when else None
        said = _said(values) | {"how": values["how"], "learned_at": learned_at}
        return await models.secrets.place(secret, contact_id, said, **how, at=session.now())

    learned = checks.stands(session, now.learned_at) if now.learned_at else ""
    standings = (*Standing, *([OFF] if was else []))
    fields = [
        Field("standing", "where", str(now.standing), options=standings),
        Field("how", "how", now.how, private=True, hint="a neighbour told them"),
        Field("learned", "learned", learned, check=_perhaps_past(session), hint="yesterday, 3 mar; now if empty"),
        *_feelings(now),
    ]
    drafts = await _drafts(session, "Where somebody stands", secret.id, contact_id)
    if drafts.is_outdated:  # it was about somebody else
        drafts.forget(*(field.id for field in fields))
    return Form(session, f"{name}: {secret.matter.title}", fields, save, drafts=drafts)


async def talk(session: Session, secret: Opened, contact_id: int, knower: Knower, name: str) -> Form[Opened]:
    """Ask what came of talking a secret over; the talk is logged, openly, if so chosen."""
    current = [secret]

    async def save(values: Values) -> Opened:
        by, at = session.member_id, session.now()
        if current[0] is secret:  # else that is done, and only the logging was refused
            said = _said(values) | {"talked_at": at, "later_at": None}
            current[0] = await models.secrets.place(secret, contact_id, said, vault=session.vault, by=by, at=at)
        if values["log"] == "yes":
            await _log(session, contact_id, values)
        return current[0]

    fields = [
        *_feelings(knower),
        Field("standing", "where", str(knower.standing), options=tuple(Standing)),
        Field("log", "log the talk", "yes", options=NO_YES),
        Field("channel", "how", str(Channel.CALL), options=tuple(Channel)),
        Field("text", "what to log", rows=3),
    ]
    drafts = await _drafts(session, "Talked over", secret.id, contact_id)
    if drafts.is_outdated:
        drafts.forget(*(field.id for field in fields))
    title = f"Talked with {name}: {secret.matter.title}"
    return Form(session, title, fields, save, drafts=drafts, across=_open_words)


async def decide(session: Session, secret: Opened) -> Form[Opened]:
    """Ask what was decided."""

    async def save(values: Values) -> Opened:
        how: dict[str, Any] = {"name": session.member, "vault": session.vault, "by": session.member_id}
        return await models.secrets.decide(secret, Course(values["course"]), values["text"], **how, at=session.now())

    now = secret.matter.decision
    fields = [
        Field("course", "decided", str(now.course) if now else "", options=tuple(Course)),
        Field("text", "in words", rows=4, private=True),
    ]
    drafts = await _drafts(session, "Decide a secret", secret.id, secret.revision)
    return Form(session, f"Decide: {secret.matter.title}", fields, save, drafts=drafts)


async def later(session: Session, secret: Opened, contact_id: int, name: str, words: str = "") -> Form[Opened]:
    """Ask until when talking it over is put off."""

    async def save(values: Values) -> Opened:
        said, by = {"later_at": checks.moment(session, values["when"]).at}, session.member_id
        return await models.secrets.place(secret, contact_id, said, vault=session.vault, by=by, at=session.now())

    fields = [Field("when", "when", words, check=checks.a_moment(session), hint="fri 10am, tomorrow, in 3 weeks")]
    drafts = await _drafts(session, "Put off a talk", secret.id, contact_id)
    return Form(session, f"Put off: {name}", fields, save, drafts=drafts)


async def which(session: Session, name: str) -> Form[str]:
    """Ask which secret somebody knows of; the form returns its uid, or "" for a new one."""
    still = [each for each in secrets.by_title(session.secrets) if not each.matter.closed_at]
    names = {f"{each.matter.title} ({each.id})": each.uid for each in still} | {NEW: ""}

    async def save(values: Values) -> str:
        return names[values["matter"]]

    fields = [Field("matter", "matter", options=tuple(names))]
    drafts = await _drafts(session, "Which secret")
    return Form(session, f"What {name} knows", fields, save, drafts=drafts, says=("next", "leave"))


def _words(title: str = "", body: str = "") -> list[Field]:
    return [Field("title", "title", title, private=True), Field("body", "secret", body, rows=6, private=True)]


def _feelings(knower: Knower) -> list[Field]:
    """Ask what somebody feels."""
    return [
        Field(name, _LABELS[name], getattr(knower, name) or NOT_KNOWN, options=(NOT_KNOWN, *answers))
        for name, answers in FEELINGS.items()
    ]


def _said(values: Values) -> dict[str, Any]:
    """Return where somebody stands and what they feel, as chosen."""
    feelings = {name: "" if values[name] == NOT_KNOWN else answers(values[name]) for name, answers in FEELINGS.items()}
    return {"standing": Standing(values["standing"]), **feelings}


def _perhaps_past(session: Session) -> Callable[[str], str]:
    check = checks.a_past_moment(session)
    return lambda typed: check(typed) if typed.strip() else ""


def _open_words(values: Values) -> Mapping[str, Said]:
    return {"text": Said(_OPEN, "note")} if values["log"] == "yes" else {}


async def _log(session: Session, contact_id: int, values: Values) -> None:
    channel, by, at = Channel(values["channel"]), session.member_id, session.now()
    await models.interactions.log(contact_id, values["text"], channel=channel, by=by, at=at)


async def _drafts(session: Session, key: str, subject_id: int = 0, revision: int = 0) -> SealedDrafts:
    return await SealedDrafts.of(session.drafts, (key, subject_id), session.vault.agent, revision=revision)
