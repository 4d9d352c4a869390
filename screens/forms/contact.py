"""Asks for a contact: a new one, what to change about one, why one is archived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import choices
from models.rules import birthday, cadence, contact_fields
from models.rules.refusals import Refused
from models.rules.words import PointKind
from screens import deeds
from screens.fields import always
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from models.reading.contact import WholeContact
    from screens.deeds import Deed, Do
    from screens.session import Session


KEEP, REMOVE = "keep it", "remove all of it"
"""What may become of what is kept beside the fields."""


async def new(session: Session, *, stage_id: int | None = None, company: str = "") -> Form[WholeContact]:
    """Ask for a new contact, in the first stage for prospects if no other is given, at a company if one is."""
    stages, owners = await choices.stages(counted=False), checks.Owners(session, await choices.members())
    ids = {stage.name: stage.id for stage in stages}
    first = next((stage.name for stage in stages if stage.kind == "prospect"), stages[0].name)
    chosen = next((stage.name for stage in stages if stage.id == stage_id), first)

    async def save(values: Values) -> WholeContact:
        stage_id = checks.id_of(ids, values.pop("stage"), what="stage")
        details = owners.chosen(values) | _details(values)
        return await models.contacts.add(
            details.pop("name"), by=session.member_id, at=session.now(), stage_id=stage_id, **details
        )

    fields = _fields(None, owners, company=company)
    fields.insert(1, checks.one_of(ids, chosen, id="stage"))
    return Form(session, f"New contact at {company}" if company else "New contact", fields, save)


async def edit(session: Session, contact: WholeContact) -> Form[WholeContact]:
    """Ask what to change about a contact."""
    owners = checks.Owners(session, await choices.members(), (contact.owner, contact.owner_id))

    async def save(values: Values) -> WholeContact:
        extras: dict[str, Any] = {"extras": []} if values.pop("extras", KEEP) == REMOVE else {}
        details = owners.chosen(values) | _details(values) | extras
        return await models.contacts.edit(
            contact.id, version=contact.version, by=session.member_id, at=session.now(), **details
        )

    fields = _fields(contact, owners)
    if contact.extras:
        fields.append(Field("extras", "also kept", options=(KEEP, REMOVE)))
    return Form(session, f"Edit {contact.name}", fields, save, subject_id=contact.id)


def tags(session: Session, contact: WholeContact) -> Form[WholeContact]:
    """Ask for the tags of a contact."""

    async def save(values: Values) -> WholeContact:
        names, by = contact_fields.split(values["tags"]), session.member_id
        return await models.contacts.edit(contact.id, version=contact.version, by=by, at=session.now(), tags=names)

    field = Field("tags", "tags", ", ".join(contact.tags), check=checks.several("tags"), hint="roof, loyal")
    return Form(session, f"Tags of {contact.name}", [field], save, subject_id=contact.id)


def more_tags(session: Session, who: str, do: Do) -> Form[Deed]:
    """Ask which tags to give to several contacts."""

    async def save(values: Values) -> Deed:
        names = contact_fields.split(values["tags"])
        if not names:
            message = "Type one tag or more, parted by commas."
            raise Refused(message)
        return await do(deeds.tag(session, names))

    field = Field("tags", "tags to add", check=checks.several("tags"), hint="roof, loyal")
    return Form(session, f"Tags for {who}", [field], save)


def owner(session: Session, who: str, members: dict[str, int], do: Do) -> Form[Deed]:
    """Ask which member is to be the owner."""

    async def save(values: Values) -> Deed:
        return await do(deeds.own(session, members[values["owner"]], values["owner"]))

    return Form(session, f"Owner of {who}", [Field("owner", "owner", session.member, options=tuple(members))], save)


def archive(session: Session, contact_id: int, name: str) -> Form[WholeContact]:
    """Ask why somebody is archived who still has to hear unpleasant news, or waits for a problem to be solved."""

    async def save(values: Values) -> WholeContact:
        reason = values["reason"]
        return await models.contacts.archive(contact_id, reason=reason, by=session.member_id, at=session.now())

    fields = [Field("reason", "reason", hint="a duplicate; it is kept with your name")]
    return Form(
        session, f"Archive {name} with bad news untold, or a problem open: why?", fields, save, subject_id=contact_id
    )


_STREET = "1 High Street, Leeds; 2 Mill Lane, York"


def _fields(contact: WholeContact | None, owners: checks.Owners, *, company: str = "") -> list[Field]:
    text = _texts(contact) if contact else {"company": company}
    named, mailed = (None, None) if contact else (_named, _mailed)
    return [
        Field("name", "name", text.get("name", ""), check=checks.a_field("name"), look=named),
        Field("company", "company", text.get("company", ""), check=checks.a_field("company")),
        Field(
            "emails",
            "e-mails",
            text.get("emails", ""),
            check=checks.several("emails"),
            look=mailed,
            hint="ada@stone.example",
        ),
        Field("phones", "phones", text.get("phones", ""), check=checks.several("phones"), hint="+44 20 7946 0321"),
        Field("addresses", "addresses", text.get("addresses", ""), check=checks.several("addresses"), hint=_STREET),
        Field("links", "links", text.get("links", ""), check=checks.several("links")),
        Field("birthday", "birthday", text.get("birthday", ""), check=checks.a_birthday, hint="22 mar 1980, or 22 mar"),
        Field("tags", "tags", text.get("tags", ""), check=checks.several("tags"), hint="roof, loyal"),
        Field(
            "every_days", "cadence", text.get("every_days", ""), check=checks.a_cadence, hint="monthly, 45d or never"
        ),
        *owners.fields(),
        Field("safe_topics", "safe topics", text.get("safe_topics", ""), check=checks.a_field("safe_topics")),
        Field("off_limits", "off limits", text.get("off_limits", ""), check=checks.a_field("off_limits"), veils=always),
        Field(
            "do_not_contact",
            "not by",
            text.get("do_not_contact", ""),
            check=checks.several("do_not_contact"),
            hint="text, call; or any for all channels",
        ),
    ]


async def _named(typed: str) -> str:
    return await checks.is_here([typed], [])


async def _mailed(typed: str) -> str:
    return await checks.is_here([], contact_fields.split(typed))


def _texts(contact: WholeContact) -> Values:
    return {
        "name": contact.name,
        "company": contact.company,
        "emails": ", ".join(contact.values(PointKind.E_MAIL)),
        "phones": ", ".join(contact.values(PointKind.PHONE)),
        "addresses": "; ".join(_one_line(contact.values(PointKind.ADDRESS))),
        "links": ", ".join(contact.values(PointKind.LINK)),
        "birthday": birthday.words(contact.birthday) if contact.birthday else "",
        "tags": ", ".join(contact.tags),
        "every_days": cadence.words(contact.every_days) if contact.every_days else "",
        "safe_topics": contact.safe_topics,
        "off_limits": contact.off_limits,
        "do_not_contact": ", ".join(contact.do_not_contact.split()),
    }


def _one_line(addresses: list[str]) -> list[str]:
    """Put a semicolon behind a single address: it has commas of its own, and they part nothing."""
    return [f"{addresses[0]};"] if len(addresses) == 1 else addresses


_SEVERAL = ("emails", "phones", "addresses", "links", "tags", "do_not_contact")


def _details(values: Values) -> dict[str, Any]:
    several = {name: contact_fields.split(values[name]) for name in _SEVERAL}
    return {**values, **several, "every_days": cadence.every(values["every_days"])}
