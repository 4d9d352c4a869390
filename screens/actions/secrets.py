"""What the keys do about secrets from anywhere: a new one, one that is shown, what a contact knows, a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import contact
from models.rules import confiding, when
from models.rules.refusals import NotFound, Refused
from screens import discretion, forms
from screens.confiding import hiding, open_secrets, unlocking
from screens.confiding.secret import NOT_UNDONE, SecretScreen
from screens.frame import UNDOABLE

if TYPE_CHECKING:
    from models.reading.contact import WholeContact
    from models.rules.secrets import Knower
    from models.rules.when import Moment
    from models.secrets import Opened
    from screens.confiding.turn import Asking
    from screens.form import Form
    from screens.session import Session
    from screens.subject import Subject

CLOSED = "Closed: the secret is sealed again."


async def add(front: Asking) -> None:
    """Ask for a new secret; say that it is sealed. Inside a worker."""
    if secret := await _new(front):
        await front.reload()
        front.say(f"sealed, for {confiding.listed(secret.readers)}{UNDOABLE}")


async def show(front: Asking, secret_id: int) -> None:
    """Show a secret to one of its readers; unlock first if need be. Inside a worker."""
    if front.session.veiled:
        raise Refused(discretion.LIFT)
    if await unlocking.unlocked(front):
        secret = await models.secrets.read(secret_id, vault=front.session.vault)
        open_secrets.keep(front.session, secret)
        await hiding.pushed(front, SecretScreen(front.session, secret), said=CLOSED)


async def note(front: Asking, about: Subject) -> None:
    """Ask what a contact knows of which secret. Inside a worker."""
    if not await unlocking.may_seal(front):
        return
    await open_secrets.fresh(front.session)
    uid = await hiding.shown(front, await forms.secret.which(front.session, about.name))
    secret = (front.session.secrets.get(uid) if uid else await _new(front)) if uid is not None else None
    if secret:
        whole = await contact.one(about.contact_id, now=front.session.now())
        form = await forms.secret.place(front.session, secret, whole.id, whole.uid, whole.name)
        await _saved(front, form, f"noted where {whole.name} stands")


async def talked(front: Asking, about: Subject) -> None:
    """Ask what came of talking a secret over with a contact. Inside a worker."""
    if not await unlocking.may_seal(front):
        return
    secret, whole, knower = await _waiting(front.session, about)
    form = await forms.secret.talk(front.session, secret, whole.id, knower, whole.name)
    await _saved(front, form, f"noted that you talked with {whole.name}")


async def put_off(front: Asking, about: Subject, moment: Moment | None) -> None:
    """Put off talking with a contact, asking until when where that is not said. Inside a worker."""
    if not await unlocking.may_seal(front):
        return
    session = front.session
    secret, whole, _ = await _waiting(session, about)
    if moment is None:
        form = await forms.secret.later(session, secret, whole.id, whole.name)
        await _saved(front, form, f"put off {whole.name}")
        return
    how = {"later_at": moment.at}
    kept = await models.secrets.place(
        secret, whole.id, how, vault=session.vault, by=session.member_id, at=session.now()
    )
    await _kept(front, kept, f"put off {whole.name}: {when.echo(moment, now=session.now(), zone=session.zone)}")


async def _new(front: Asking) -> Opened | None:
    if not await unlocking.may_seal(front):
        return None
    secret: Opened | None = await hiding.shown(front, await forms.secret.new(front.session))
    if secret:
        open_secrets.keep(front.session, secret)
    return secret


async def _saved(front: Asking, form: Form[Opened], done: str) -> None:
    secret = await hiding.shown(front, form)
    if secret is not None:
        await _kept(front, secret, done)


async def _kept(front: Asking, secret: Opened, done: str) -> None:
    open_secrets.keep(front.session, secret)
    await front.reload()
    front.say(f"{done}, for {confiding.listed(secret.readers)}{NOT_UNDONE}")


async def _waiting(session: Session, about: Subject) -> tuple[Opened, WholeContact, Knower]:
    """Find who is to be talked with about which secret. Raises NotFound."""
    secret = open_secrets.one(session, about.subject_id)
    whole = await contact.one(about.contact_id, now=session.now())
    knower = secret.matter.knower(whole.uid)
    if knower is None:
        raise NotFound(f"{whole.name} stands nowhere in this secret any more.")
    return secret, whole, knower
