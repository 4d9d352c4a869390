"""Every verb there is: the file of its family, loaded only when it is used, and what it does in a few words."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.cli.verb import Verb


class Entry(NamedTuple):
    """Where a verb is, and what it does."""

    family: str
    does: str


VERBS = {
    "add": Entry("contacts", "add a contact"),
    "edit": Entry("contacts", "change what is kept about a contact"),
    "archive": Entry("contacts", "take a contact out of every list; nothing is lost"),
    "find": Entry("finding", "list the contacts that match"),
    "show": Entry("finding", "show one contact with the timeline"),
    "today": Entry("today", "who needs outreach, most pressing first, and why"),
    "insight": Entry("insight", "why people leave, what was promised and kept, as numbers"),
    "log": Entry("talk", "log a call, a meeting, a letter, or an attempt"),
    "note": Entry("talk", "add a note on a contact"),
    "held": Entry("held_notes", "what you hold to cool off: list, keep, drop, until"),
    "brief": Entry("brief", "what to know before a call, and a guide for it"),
    "follow-up": Entry("follow_ups", "plan a follow-up"),
    "done": Entry("follow_ups", "say what came of a follow-up"),
    "snooze": Entry("follow_ups", "put a follow-up off"),
    "need": Entry("needs", "what contacts need: add, list, confirm, edit, done"),
    "rumour": Entry("rumours", "what was heard of contacts: add, list, done"),
    "refer": Entry("favours", "who introduced whom, and what each did: add, list"),
    "stage": Entry("stages", "move a contact to another stage"),
    "stages": Entry("stages", "list, add, rename, order, define and delete the stages"),
    "reason": Entry("reasons", "why people never bought, or left: list, add, edit, done"),
    "problem": Entry("problems", "what went wrong for a contact, step by step to an agreed end"),
    "announce": Entry("announcements", "say what changes: to whom, and who has been told"),
    "matter": Entry("secrets", "secrets: who knows, what they feel, what was decided"),
    "disclose": Entry("secrets", "note where a contact stands in a secret"),
    "undo": Entry("undo", "take back your own last change"),
    "import": Entry("exchange", "read contacts from vCard, CSV or JSON files"),
    "export": Entry("exchange", "write contacts, or a calendar, to a file"),
    "backup": Entry("backup", "keep a whole, verified copy of the book"),
    "restore": Entry("backup", "go back to a copy; the book as it is is kept aside"),
    "demo": Entry("demo", "try it on fictional people"),
    "members": Entry("members", "say who uses the book: list, add, remove, role"),
    "key": Entry("key", "your key for confidential notes, and whose keys count"),
    "login": Entry("login", "do a verb, or open the screens, as another member"),
    "doctor": Entry("doctor", "check versions, paths, permissions and the book"),
}


def load(name: str) -> Verb:
    """Return a verb of the table."""
    found: Verb = importlib.import_module(f"tui.cli.{VERBS[name].family}").VERBS[name]
    return found


def overview() -> str:
    """Return the text of `wellkept --help`."""
    listed = "\n".join(f"  {name:<10} {entry.does}" for name, entry in VERBS.items())
    return f"""\
usage: wellkept [--db PATH] [--json] [VERB …]

Without a verb it opens on Today: who needs outreach, and why.

{listed}

  --db PATH  the book, also $WELLKEPT_DB; before or after the verb
  --json     answer in JSON
  --version  say which version this is

Each verb says more with: wellkept VERB --help"""
