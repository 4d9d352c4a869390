"""The refusals that a person can act on; each carries one sentence: what happened, what to do."""


class Refused(ValueError):
    """A rule says no."""


class NotFound(LookupError):
    """Nothing, or more than one thing, matches."""


class NotAnAddressBook(Refused):
    """The file is no text, or nothing in it says who it is about."""


class Stale(Refused):
    """Somebody changed the record since it was read."""


class NotYours(Exception):
    """Locked, or not yours to read."""


class Locked(NotYours):
    """Nothing holds the keys that this needs: they were never unlocked, or were locked meanwhile."""


class BookUnusable(Exception):
    """The database cannot be used."""


class BookDamaged(BookUnusable):
    """What is in the file is not whole any more."""


class NotABook(BookUnusable):
    """The file is of another program."""


class BookNewer(BookUnusable):
    """A newer Wellkept wrote it."""


REFUSALS = (Refused, NotFound, NotYours, BookUnusable)
"""All of them: whoever asked something of the book for a person tells them the sentence, and goes on."""
