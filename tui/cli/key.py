"""The verb key: one's own key, and whose keys count."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import models
from models.reading import members
from models.rules.refusals import Refused
from tui.cli import output, passphrases, shapes, terminal, unlocking
from tui.cli.arguments import Parser, Usage
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Awaitable, Callable

    from models.keys import KeyStatus, MemberKey
    from models.vault.vault import Vault
    from tui.cli.verb import Request

_YES = ("y", "yes")
_STDOUT = "-"
_NOBODY = "nobody can be asked here"
_NO_KEY = "You have no key yet. Make one with: wellkept key new"


class _Deed(NamedTuple):
    """What can be done with keys: in words, how, what it is told besides, and how many passphrases it takes."""

    does: str
    do: Callable[[Request], Awaitable[Answer]]
    arguments: Callable[[ArgumentParser], object] = lambda _: None
    passphrases: int = 1


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="doing", metavar="VERB", prog=parser.prog, parser_class=Parser, required=True)
    for name, deed in _DEEDS.items():
        sub = doing.add_parser(name, description=deed.does, help=deed.does)
        deed.arguments(sub)
        passphrases.argument(sub)
        sub.everywhere()


def _before(args: Namespace) -> None:
    passphrases.before(args, count=_DEEDS[args.doing].passphrases)


async def _key(request: Request) -> Answer:
    return await _DEEDS[request.args.doing].do(request)


def _new_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--forgotten", action="store_true", help="in place of the one whose passphrase is forgotten")


async def _new(request: Request) -> Answer:
    async with unlocking.locked(request) as vault:
        await passphrases.choose(request.args)
        passphrase = await passphrases.taken(request.args)
        how: dict[str, Any] = {"by": request.by, "at": request.now, "replace": request.args.forgotten}
        await models.keys.create(passphrase, vault=vault, **how)
        said = "made your key. Nobody can open it without the passphrase, so keep that well."
        return await _standing(request, said, vault=vault)


async def _passphrase(request: Request) -> Answer:
    await passphrases.choose(request.args, count=2)  # before it is unlocked, which takes a second in which one types on
    async with unlocking.unlocked(request) as vault:
        new = await passphrases.taken(request.args)
        await models.keys.change_passphrase(new, vault=vault, by=request.by, at=request.now)
        said = "changed your passphrase. Copies of the book made before open with the old one."
        return await _standing(request, said, vault=vault)


async def _status(request: Request) -> Answer:
    if request.args.passphrases is None:
        return await _standing(request)
    async with unlocking.unlocked(request) as vault:
        return await _standing(request, vault=vault)


def _fingerprint_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="a member; you unless given")


async def _fingerprint(request: Request) -> Answer:
    name = request.args.name
    whose = (await members.named(name)).id if name else request.by
    found = await _shown(whose, name)
    return Answer([found], {"fingerprint": found})


async def _shown(member_id: int, name: str | None) -> str:
    """Return a member's fingerprint; without a name they are who asks. Raises Refused where there is none."""
    found = (await models.keys.status(member_id)).fingerprint
    if not found:
        raise Refused(f"{name} has no key yet. They make one with: wellkept key new" if name else _NO_KEY)
    return found


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what stands there is replaced; - for standard output")


async def _export(request: Request) -> Answer:
    from models.exchange import targets  # noqa: PLC0415  (no other deed writes a file)

    file: str = request.args.file
    sealed = (await models.keys.sealed_identity(request.by)).encode()
    if file == _STDOUT:
        with output.binary() as stream:
            stream.write(sealed)
        return Answer([])
    with targets.appearing(Path(file)) as stream:
        stream.write(sealed)
    return Answer([f"wrote your key to {file}, sealed with your passphrase. Open it with: age -d"], {"file": file})


async def _recovery(request: Request) -> Answer:
    async with unlocking.unlocked(request) as vault:
        secret = await models.keys.add_recovery(vault=vault, by=request.by, at=request.now)
    said = [
        "made a recovery key, which reads every confidential note from now on; one made before reads no new ones.",
        "It is shown this once. Write it down, and lock it away:",
        secret,
    ]
    return Answer(said, {"recovery": secret})


def _accept_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a member whose key waits")
    what = "only if it is this one, as they read it to you; a script has to give it"
    parser.add_argument("--fingerprint", metavar="F", default="", help=what)


async def _accept(request: Request) -> Answer:
    given = request.args.fingerprint
    if not given and not _is_asked():
        raise Usage(f"Give --fingerprint with the one that {request.args.name} read to you, as {_NOBODY}.")
    member = await members.named(request.args.name)
    shown = await _shown(member.id, member.name)
    if not given:
        key = models.keys.MemberKey(member.id, member.name, member.account, member.role, shown)
        await _confirm(f"Does {key.taken_in} read you this fingerprint: {shown}? y/N ")
    how: dict[str, Any] = {"by": request.by, "at": request.now, "fingerprint": given or shown}
    async with unlocking.unlocked(request) as vault:
        taken = await models.keys.accept(member.id, vault=vault, **how)
        return await _standing(request, f"the key of {member.name} counts now: {taken.fingerprint}", vault=vault)


def _trust_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask: all fingerprints were compared")


async def _trust(request: Request) -> Answer:
    has_compared = request.args.yes
    if not has_compared and not _is_asked():
        raise Usage(f"Give --yes once you compared all fingerprints, as {_NOBODY}.")
    for each in [] if has_compared else await models.keys.counting():
        await _confirm(f"Does {each.called} read you this fingerprint: {each.fingerprint}? y/N ")
    async with unlocking.unlocked(request) as vault:
        await models.keys.trust(vault=vault)
        return await _standing(request, "you trust the key log as it is now", vault=vault)


def _is_asked() -> bool:
    """Whether somebody sits there who can say that they compared; a script says so by its arguments."""
    return bool(sys.stdin and sys.stdin.isatty())


async def _confirm(question: str) -> None:
    """Ask whoever sits at the terminal. Raises Refused."""
    if (await terminal.seen(question)).strip().lower() not in _YES:
        raise Refused("nothing was changed. Compare by voice or face to face, and try again.")


async def _standing(request: Request, *said: str, vault: Vault | None = None) -> Answer:
    """Say how it stands with one's own key, after what was `said`, whose keys count, and who waits."""
    found = await models.keys.status(request.by, vault=vault)
    counting = [] if found.problems else await models.keys.counting()
    waiting = [] if found.problems else await models.keys.waiting()
    lines = [*said, _own(found, request.args.account), *found.problems, *_log(found)]
    lines += output.table([(each.name, each.role, each.fingerprint) for each in counting], yielding=(0,)) or []
    lines += [_waits(each) for each in waiting if each.member_id != request.by]
    shape = {
        "key": shapes.key(found),
        "counting": [shapes.member_key(each) for each in counting],
        "waiting": [shapes.member_key(each) for each in waiting],
    }
    return Answer(lines, shape)


def _own(found: KeyStatus, account: str) -> str:
    key = f"your key {found.fingerprint}"
    if found.fingerprint and found.problems:  # which say why it is not known whether it counts
        return key
    if found.state == "waiting":
        return f"{key} waits. Read it aloud to an owner, who runs: wellkept key accept {shlex.quote(account)}"
    return f"{key} counts" if found.state == "counts" else _NO_KEY


def _log(found: KeyStatus) -> list[str]:
    if not found.length:
        return []
    recovery = "a recovery key reads along" if found.has_recovery else "there is no recovery key"
    return [f"the key log has {found.length:,} {'entry' if found.length == 1 else 'entries'}; {recovery}"]


def _waits(key: MemberKey) -> str:
    accept = f"wellkept key accept {shlex.quote(key.account)}"
    return f"{key.name} waits: {key.fingerprint}. Compare it with theirs, then: {accept}"


_DEEDS = {
    "new": _Deed("make your key, sealed with a passphrase", _new, _new_arguments),
    "status": _Deed("say how it stands with your key, whose keys count, and who waits", _status),
    "passphrase": _Deed("change your passphrase: the old one, then the new", _passphrase, passphrases=2),
    "fingerprint": _Deed("show a fingerprint, to read aloud", _fingerprint, _fingerprint_arguments),
    "export": _Deed("write your key, sealed as it is, to a file that the age tool opens", _export, _export_arguments),
    "recovery": _Deed("make a recovery key, which reads along, to be locked away", _recovery),
    "accept": _Deed(
        "take in the key of a member, as an owner, once you compared fingerprints", _accept, _accept_arguments
    ),
    "trust": _Deed("trust the key log as it is now, once you compared all fingerprints", _trust, _trust_arguments),
}

VERBS = {"key": BookVerb(arguments=_arguments, run=_key, before=_before)}
