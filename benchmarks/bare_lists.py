"""The yardsticks of a key: Textual's own lists, with nothing round them."""

import sys
from typing import Any

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Label, ListItem, ListView
from typing_extensions import override

from benchmarks.people import COMPANIES, Person, people

ROWS = 100
KEYS: list[BindingType] = [("j", "cursor_down", "Down"), ("k", "cursor_up", "Up")]
SHOWS = next(people(1)).name


class Table(DataTable[str]):
    """A DataTable that knows j and k."""

    BINDINGS = KEYS


class Items(ListView):
    """A ListView that knows j and k."""

    BINDINGS = KEYS


class TableApp(App[None]):
    """A DataTable of contacts."""

    @override
    def compose(self) -> ComposeResult:
        table = Table(cursor_type="row", show_header=False)
        table.add_columns("name", "company", "phone")
        table.add_rows([person.name, _company(person), person.phone] for person in people(ROWS))
        yield table


class ListApp(App[None]):
    """A ListView of contacts."""

    @override
    def compose(self) -> ComposeResult:
        yield Items(*(ListItem(Label(_line(person), markup=False)) for person in people(ROWS)))


APPS: dict[str, type[App[Any]]] = {"DataTable": TableApp, "ListView": ListApp}


def main() -> None:
    """Show the list that the first argument names."""
    APPS[sys.argv[1]]().run()


def _company(person: Person) -> str:
    return COMPANIES[person.company - 1] if person.company else ""


def _line(person: Person) -> str:
    return f"{person.name:30}{_company(person):20}{person.phone}"
