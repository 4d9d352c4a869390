"""Drafts of confidential forms: sealed to their writer before anything keeps them, and opened by their key agent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typing_extensions import override

from models.rules.refusals import Locked, NotYours, Refused
from models.vault import sealing
from models.vault.agent_link import LOCKED
from screens.drafts import Drafts

if TYPE_CHECKING:
    from typing import Self

    from models.vault.agent import Agent
    from screens.drafts import Key, Values

_SEALED, _REVISION = "sealed", "revision"
_LEAST = 1024


class SealedDrafts(Drafts):
    """What one form keeps of what is typed, in the drafts of the session: sealed, padded, and nothing else.

    To seal takes no private key, so it goes on also when the agent has ended. What it is kept under is `key`, and not
    what the form is called, which may be confidential, too.
    """

    def __init__(self, drafts: Drafts, key: Key, recipient: str, opened: Values, revision: int) -> None:
        super().__init__()
        self._kept, self._key, self._recipient, self._revision = drafts, key, recipient, str(revision)
        self.is_outdated = opened.pop(_REVISION, self._revision) != self._revision
        """Whether what was typed before was about an older revision."""
        self._opened = opened

    @classmethod
    async def of(cls, drafts: Drafts, key: Key, agent: Agent, *, revision: int = 0) -> Self:
        """Open what was typed before into the form `key`, which changes what is at `revision`. Raises Locked.

        What cannot be opened any more, as its writer has other keys by now, is dropped.
        """
        if agent.public is None:
            raise Locked(LOCKED)
        opened: Values = {}
        if sealed := drafts.take(key).get(_SEALED):
            try:
                opened = json.loads(await agent.unseal(sealed))
            except (NotYours, Refused, ValueError):
                if not agent.is_open:
                    drafts.leave(key)
                    raise
                drafts.drop(key)
        return cls(drafts, key, agent.public.age, opened, revision)

    def forget(self, *names: str) -> None:
        """Forget what was typed or chosen in some fields before."""
        for name in names:
            self._opened.pop(name, None)

    @override
    def take(self, key: Key) -> Values:
        """Hand out what was typed before, and forget it."""
        opened, self._opened = self._opened, {}
        return opened

    @override
    def hold(self, key: Key, values: Values) -> None:
        """Seal what stands in the form, and keep that; {} when it is as it was."""
        content = _padded({**values, _REVISION: self._revision})
        self._kept.hold(self._key, {_SEALED: sealing.sealed_to(content, [self._recipient])} if values else {})

    @override
    def leave(self, key: Key) -> None:
        """Let go of the draft, so that it can come back in any session."""
        self._kept.leave(self._key)

    @override
    def drop(self, key: Key) -> None:
        """Forget the draft of a form that was saved."""
        self._kept.drop(self._key)

    @override
    def flush(self) -> None:
        """Write what was not written yet; from any thread."""
        self._kept.flush()


def _padded(values: Values) -> bytes:
    """Write values so that the length says little: up to a power of two, at least 1 KiB."""
    content = json.dumps(values).encode()
    return content.ljust(max(_LEAST, 1 << len(content).bit_length()))
