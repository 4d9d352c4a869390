"""Key logs written entry by entry, by whomever."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from models.vault import key_log
from models.vault.key_log import Entry, Standing
from models.vault.private_keys import PrivateKeys

if TYPE_CHECKING:
    from collections.abc import Sequence

ANN, BOB, CARA = PrivateKeys.fresh(), PrivateKeys.fresh(), PrivateKeys.fresh()


def entry(standing: Standing | None, kind: str, *, by: PrivateKeys = ANN, **fields: int | str) -> Entry:
    body = key_log.unsigned(standing, kind, by=by.public, **fields)
    return Entry(body, signature(body, by=by))


def signature(body: str, *, by: PrivateKeys = ANN) -> str:
    return base64.b64encode(by.sign.sign(key_log.message(body))).decode()


def adds(member: int, account: str, keys: PrivateKeys, *, role: str = "member") -> dict[str, Any]:
    return {"member": member, "account": account, **keys.public._asdict(), "role": role}


def log(*steps: tuple[str, dict[str, Any]]) -> list[Entry]:
    """Return the log that Ann began and went on with."""
    entries = [entry(None, "add", **adds(1, "ann", ANN, role="owner"))]
    for kind, fields in steps:
        entries.append(entry(key_log.replayed(entries, None), kind, **fields))
    return entries


def changed(one: Entry, *, by: PrivateKeys = ANN, **fields: object) -> Entry:
    """Return an entry with other fields, signed as it should be."""
    body = json.dumps(json.loads(one.body) | fields, sort_keys=True)
    return Entry(body, signature(body, by=by))


def went_on(entries: Sequence[Entry], kind: str, *, by: PrivateKeys = ANN, **fields: int | str) -> list[Entry]:
    return [*entries, entry(key_log.replayed(entries, None), kind, by=by, **fields)]
