"""Reads the arguments: what stands before the verb, the verb, and what its own parser makes of the rest."""

from __future__ import annotations

import argparse
import os
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from typing_extensions import override

from tui.cli import output, verbs
from tui.cli.verb import BookVerb

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from tui.cli.verb import Verb

_PATHS = frozenset({"db", "file", "files", "rest"})
"""Arguments that name a file, or may: their bytes are kept as they came."""

_LARGEST_ID = 2**63 - 1


class Usage(Exception):
    """The arguments make no sense; the text is one sentence and where to read more."""


class Parser(argparse.ArgumentParser):
    """Argparse that complains in one line, takes no abbreviations, and does not ask how wide the terminal is."""

    def __init__(self, *, prog: str, **how: Any) -> None:
        narrow = partial(argparse.HelpFormatter, width=79)
        super().__init__(prog=prog, allow_abbrev=False, formatter_class=narrow, **how)

    @override
    def error(self, message: str) -> NoReturn:
        raise Usage(f"{message.rstrip('.')}. See `{self.prog} --help`.")

    @override
    def print_help(self, file: object = None) -> None:
        output.write(self.format_help().rstrip())

    def everywhere(self) -> None:
        """Take what every verb takes. Nothing is set when it is not given: it may have stood before the verb."""
        self.add_argument("--db", metavar="PATH", default=argparse.SUPPRESS, help="the book, also $WELLKEPT_DB")
        self.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")


class QueryParser(Parser):
    """The parser of `find`: all but --limit, --json and --db is the query, a leading - too."""

    @override
    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str], namespace: argparse.Namespace
    ) -> tuple[argparse.Namespace, list[str]]:
        if list(args) == ["--help"]:
            return super().parse_known_args(args, namespace)
        options, query = _parted(args, flags={"--json"}, valued={"--limit", "--db"})
        super().parse_known_args(options, namespace)
        namespace.query = query
        return namespace, []


class MixedParser(Parser):
    """The parser of what may have a text or not, before or after its options."""

    @override
    def parse_args(  # type: ignore[override]
        self, args: Sequence[str], namespace: argparse.Namespace
    ) -> argparse.Namespace:
        return self.parse_intermixed_args(args, namespace)


class LoginParser(Parser):
    """The parser of `login`: what follows NAME is another command, and read as one."""

    @override
    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str], namespace: argparse.Namespace
    ) -> tuple[argparse.Namespace, list[str]]:
        before, name, namespace.rest = _around_verb(args)
        return super().parse_known_args([*before, *([] if name is None else [name])], namespace)


_PARSERS = {"find": QueryParser, "login": LoginParser, "note": MixedParser, "log": MixedParser}


def read(argv: Sequence[str]) -> tuple[str | None, Verb | None, argparse.Namespace]:
    """Return the verb's name, the verb and its arguments; None and None when the screens are asked for.

    Raises Usage; SystemExit once it has shown the help or the version that was asked for.
    """
    before, name, rest = _around_verb(argv)
    args = _before(before)
    if name is None:
        return None, None, args
    if name not in verbs.VERBS:
        raise Usage(f"there is no verb {output.quoted(name)}. See `wellkept --help`.")
    verb = verbs.load(name)
    parser = _PARSERS.get(name, Parser)(prog=f"wellkept {name}", description=verbs.VERBS[name].does)
    verb.arguments(parser)
    parser.everywhere()
    _decode(parser.parse_args(rest, args))
    if isinstance(verb, BookVerb) and verb.before:
        verb.before(args)
    return name, verb, args


def choice(words: Iterable[str], *, help: str = "") -> dict[str, Any]:  # noqa: A002  (it is argparse's)
    """Return how an option takes one of these words, for `add_argument`; they are listed in its help."""
    plain = [str(word) for word in words]
    return {"choices": plain, "metavar": "WORD", "help": f"{', '.join(plain)}{help and f'; {help}'}"}


def pairs(typed: Iterable[str], names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Read FIELD=VALUE pairs, each of one of these fields. Raises Usage."""
    for pair in typed:
        name, equals, value = pair.partition("=")
        if not equals or name.strip() not in names:
            raise Usage(f"{output.quoted(pair)} is not FIELD=VALUE. The fields are {', '.join(names)}.")
        yield name.strip(), value


def number(least: int, most: int = _LARGEST_ID) -> Callable[[str], int]:
    """Return what reads a whole number within bounds."""

    def whole(text: str) -> int:
        if not text.strip().isdecimal() or len(text) > len(str(_LARGEST_ID)) or not least <= int(text) <= most:
            span = f"from {least} to {most}" if most < _LARGEST_ID else f"from {least} on"
            raise argparse.ArgumentTypeError(f"{output.quoted(text)} is not a whole number {span}")
        return int(text)

    return whole


def _around_verb(argv: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """Part the arguments at the verb: the first that is neither an option nor the value of --db."""
    place = 0
    while place < len(argv) and argv[place].startswith("-"):
        place += 2 if argv[place] == "--db" else 1
    found = argv[place] if place < len(argv) else None
    return list(argv[:place]), found, list(argv[place + 1 :])


def _before(options: list[str]) -> argparse.Namespace:
    if "-h" in options or "--help" in options:
        output.write(verbs.overview())
        raise SystemExit(0)
    parser = Parser(prog="wellkept", add_help=False)
    parser.everywhere()
    parser.add_argument("--version", action="store_true")
    args = parser.parse_args(options, argparse.Namespace(db=None, json=False))
    if args.version:
        from importlib.metadata import version  # noqa: PLC0415  (20 ms that no verb needs)

        output.write(f"wellkept {version('wellkept')}")
        raise SystemExit(0)
    return args


def _parted(args: Sequence[str], *, flags: set[str], valued: set[str]) -> tuple[list[str], list[str]]:
    """Part options from a query; after -- all is query."""
    options: list[str] = []
    query: list[str] = []
    rest = iter(args)
    for word in rest:
        if word == "--":
            query += rest
        elif word in flags or (word.partition("=")[0] in valued and "=" in word):
            options.append(word)
        elif word in valued:
            options += [word, *_value(rest)]
        else:
            query.append(word)
    return options, query


def _value(rest: Any) -> list[str]:
    return [value for value in [next(rest, None)] if value is not None]


def _decode(args: argparse.Namespace) -> None:
    """Replace the bytes that are not UTF-8, which Python passes on as half surrogates that no database takes."""
    for name, value in vars(args).items():
        if name not in _PATHS:
            setattr(args, name, _text(value))


def _text(value: Any) -> Any:
    if isinstance(value, list):
        return [_text(each) for each in value]
    return os.fsencode(value).decode("utf-8", "replace") if isinstance(value, str) else value
