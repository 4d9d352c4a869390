"""Who uses the book, and whose keys count; and your own key."""

from __future__ import annotations

from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

import models
from models.reading import choices, demo, members
from models.rules.refusals import NotFound, Refused
from models.rules.words import Role
from models.vault import strength
from screens.confiding import hiding, passphrases, unlocking
from screens.confiding.viewer import Viewer
from screens.confirm import Confirm
from screens.form import Field, Form, Values
from screens.forms import checks
from screens.settings.group import Asks, Group, SettingRow
from screens.settings.you import NOTICE

if TYPE_CHECKING:
    from models.keys import KeyStatus, MemberKey
    from models.reading.members import MemberLine
    from screens.frame import Frame
    from screens.session import Session

_PASSPHRASE, _FINGERPRINT, _RECOVERY = "passphrase", "fingerprint", "recovery"
_ROLES = "an owner changes it with: wellkept members role NAME owner"
_READ = "read it aloud to an owner, who compares it before your key counts"
_MAKE = "Make a recovery key? It opens every confidential note, from now on; one made before counts no more."
_KEEP = """\
{secret}

Write it down and lock it away: it is shown this once, and kept nowhere. Whoever has it and the book can open every \
confidential note in it, with the program age."""


async def _rows(session: Session) -> list[SettingRow]:
    mine = await models.keys.status(session.member_id, vault=session.vault)
    counts = {key.member_id for key in await models.keys.counting()} if not mine.problems else set()
    waits = {key.member_id for key in await models.keys.waiting()} if not mine.problems else set()
    current = [each for each in await members.listed() if each.left_at is None]
    told = await demo.passphrase(session.member_id)
    return [*(_member(each, counts, waits) for each in current), *_own(mine, told)]


def _member(member: MemberLine, counts: set[int], waits: set[int]) -> SettingRow:
    word = (
        "key waits, enter takes it in" if member.id in waits else "key counts" if member.id in counts else "no key yet"
    )
    return SettingRow(str(member.id), member.name, member.role, word)


def _own(mine: KeyStatus, told: str) -> list[SettingRow]:
    if not mine.fingerprint:
        return [SettingRow(_PASSPHRASE, "your key", "none yet", "enter makes one"), *_problems(mine)]
    known = f"{told}, the demo's" if told else "known to you alone"
    recovery = "there is one" if mine.has_recovery else "none yet"
    return [
        SettingRow(_PASSPHRASE, "your passphrase", known, "enter changes it"),
        SettingRow(_FINGERPRINT, "your fingerprint", mine.fingerprint),
        SettingRow(_RECOVERY, "recovery key", recovery, "enter makes one"),
        *_problems(mine),
    ]


def _problems(mine: KeyStatus) -> list[SettingRow]:
    lines = [line for sentence in mine.problems for line in wrap(sentence, NOTICE)]
    return [SettingRow(f"problem {place}", "" if place else "! key log", line) for place, line in enumerate(lines)]


async def _edit(_: Session, row: SettingRow) -> Asks | str:
    if row.id in _ASKED:
        return Asks(_ASKED[row.id])
    if row.id == _FINGERPRINT:
        return f"{row.value}: {_READ}"
    if row.id.isdecimal() and (key := await _waiting(int(row.id))):
        return Asks(partial(_accept, key))
    return f"{row.name} is {row.value}; {_ROLES}" if row.id.isdecimal() else row.value


async def _waiting(member_id: int) -> MemberKey | None:
    return next((key for key in await models.keys.waiting() if key.member_id == member_id), None)


async def _accept(key: MemberKey, front: Frame) -> str:
    """Take a key in, once its fingerprint was compared with the one that its owner reads."""
    question = f"Have {key.taken_in} read you their fingerprint, face to face or by voice. Is it {key.fingerprint}?"
    if not await unlocking.unlocked(front) or not await front.app.push_screen_wait(Confirm(question)):
        return "not taken in"
    session = front.session
    by, at = session.member_id, session.now()
    await models.keys.accept(key.member_id, vault=session.vault, by=by, at=at, fingerprint=key.fingerprint)
    return f"the key of {key.name} counts now"


async def _passphrase(front: Frame) -> str:
    session = front.session
    if (await models.keys.status(session.member_id)).state == unlocking.NONE:
        return "your key is made, and open" if await unlocking.unlocked(front) else ""
    asking = passphrases.change(session, strength.suggested())
    return "your passphrase is another now" if await front.app.push_screen_wait(asking) else ""


async def _recover(front: Frame) -> str:
    """Make a recovery key, and show it this once."""
    if not await unlocking.may_seal(front) or not await front.app.push_screen_wait(Confirm(_MAKE)):
        return ""
    session = front.session
    secret = await models.keys.add_recovery(vault=session.vault, by=session.member_id, at=session.now())
    await hiding.shown(front, Viewer("The recovery key", ["Shown once"], _KEEP.format(secret=secret)), even_hidden=True)
    return "made a recovery key; it reads what is sealed from now on, and your own notes"


_ASKED = {_PASSPHRASE: _passphrase, _RECOVERY: _recover}


async def _new(session: Session) -> Form[str]:
    async def save(values: Values) -> str:
        by, at = session.member_id, session.now()
        role = Role(values["role"])
        await models.members.add(values["account"], name=values["name"], role=role, by=by, at=at)
        return f"added {values['name'].strip() or values['account'].strip()}; they make a key when they first need one"

    fields = [
        Field("account", "account", check=checks.a_name("account"), hint="cara, as they log in to this machine"),
        Field("name", "name", hint="Cara"),
        Field("role", "role", Role.MEMBER.value, options=tuple(Role)),
    ]
    return Form(session, "New member", fields, save)


async def _remove(_: Session, row: SettingRow) -> Asks:
    member = next((each for each in await members.listed() if str(each.id) == row.id and each.left_at is None), None)
    if member is None:
        message = f"{row.name} is no member. Choose one to have them leave."
        raise (NotFound if row.id.isdecimal() else Refused)(message)
    return Asks(partial(_have_leave, member))


async def _have_leave(member: MemberLine, front: Frame) -> str:
    """Have a member leave, and their key count no more."""
    to = await _successor(member, front)
    if to is None:
        return ""
    question = f"Have {member.name} leave? What they own and wrote stays; what they read they may have kept."
    if not await front.app.push_screen_wait(Confirm(question)):
        return ""
    session = front.session
    if await models.membership.key_counts(member.id) and not await unlocking.may_seal(front):
        return ""
    by, at = session.member_id, session.now()
    await models.membership.remove(member.id, to=to or None, vault=session.vault, by=by, at=at)
    return f"{member.name} is a member no more; your own notes are sealed anew without them"


async def _successor(member: MemberLine, front: Frame) -> int | None:
    """Ask who takes over what may not be left behind; 0 where there is nothing of it, None where nobody was named."""
    if not any(await members.owned(member.id)):
        return 0
    others = {name: other for name, other in (await choices.members()).items() if other != member.id}

    async def save(values: Values) -> int:
        return checks.id_of(others, values["to"], what="member")

    title = f"Who tells the news, and solves the problems, of {member.name}?"
    form = Form(front.session, title, [checks.one_of(others, "", id="to")], save, subject_id=member.id)
    return await front.app.push_screen_wait(form)


GROUP = Group(title="MEMBERS AND KEYS", rows=_rows, edit=_edit, new=_new, remove=_remove)
