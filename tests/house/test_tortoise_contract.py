"""The private parts of Tortoise that models/engine and models/db lean on are still as they were.

When one of these fails after a new Tortoise, read that part of its source, adapt ours, then this.
"""

import importlib.metadata
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.migrations.schema_editor import SqliteSchemaEditor
from tortoise.models import ModelMeta

SAYS: list[tuple[Callable[..., Any], str]] = [
    (SqliteClient._in_transaction, "SqliteTransactionContext(SqliteTransactionWrapper(self), self._lock)"),
    (SqliteClient.create_connection, "if not self._connection:"),
    (SqliteTransactionContext.__aenter__, "await self._trxlock.acquire()"),
    (SqliteTransactionContext.__aenter__, "get_connections().set(self.connection_name, self.connection)"),
    (SqliteTransactionContext.__aexit__, "if not self.connection._finalized:"),
    (SqliteTransactionWrapper.begin, 'await self._connection.execute("BEGIN")'),
    (SqliteTransactionWrapper.commit, "self._finalized = True"),
    (SqliteTransactionWrapper.__init__, "self._parent = connection"),
    (SqliteSchemaEditor._run_sql, "await self.client.execute_query(statement)"),
    (SqliteSchemaEditor._remake_table, 'new_table_name = f"new__{db_table}"'),
    (MigrationExecutor.migrate, "recorder_schema_editor = self._schema_editor(atomic=False)"),
    (MigrationRecorder.ensure_schema, "schema_editor._get_model_sql_data(self.model)"),
    (TortoiseContext.init, "if _enable_global_fallback:"),
    (ModelMeta.__new__, "_get_comments(new_class)"),
]


def test_it_is_the_version_these_rules_were_measured_on() -> None:
    assert importlib.metadata.version("tortoise-orm") == "1.1.9"


@pytest.mark.parametrize(("part", "words"), SAYS, ids=lambda value: getattr(value, "__qualname__", ""))
def test_the_part_still_does_what_we_lean_on(part: Callable[..., Any], words: str) -> None:
    assert words in inspect.getsource(part), f"{part.__qualname__} of Tortoise no longer says: {words}"
