"""What is yours alone: your name in this book, and how Wellkept looks where you sit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from screens.form import Field, Form, Values
from screens.forms import checks
from screens.frame import UNDOABLE
from screens.settings.group import Group, SettingRow

if TYPE_CHECKING:
    from screens.session import Session
