"""Homes and books that take the whole program to make: each made once, and copied for every test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.servers import wellkept
from tests.servers.homes import Home

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def keyed_template(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("keyed") / "home")
    home.begin()
    return home


@pytest.fixture(scope="session")
def noted_template(keyed_template: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = keyed_template.copied(tmp_path_factory.mktemp("noted") / "home")
    home.run("note", "1", "-", "--confidential", passphrase=True, given=home.text)
    return home


@pytest.fixture
def home(keyed_template: Home, tmp_path: Path) -> Home:
    """A home whose only member has keys, and nothing to keep confidential yet."""
    return keyed_template.copied(tmp_path / "home")


@pytest.fixture
def noted(noted_template: Home, tmp_path: Path) -> Home:
    """A home with a confidential note on Ada in it."""
    return noted_template.copied(tmp_path / "home")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the demo, with names in many scripts: to be looked at, and copied by who writes."""
    path = tmp_path_factory.mktemp("demo") / "book.db"
    wellkept.said(path, "demo", "--fill")
    return path


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Path:
    """A book with the fictional people of the demo."""
    return shutil.copyfile(filled, tmp_path / "book.db")
