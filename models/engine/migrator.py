"""Applies Tortoise's migrations without losing a row, an index or a trigger, whoever else starts at the same time.

Stock migrations rebuild a table with foreign keys on, so that DROP TABLE deletes every child row, and drop its indexes
and triggers for good. Here foreign keys are off, and one immediate transaction holds the DDL, the bookkeeping and the
check at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tortoise.context import TortoiseContext
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.migrations.schema_editor import SqliteSchemaEditor
from tortoise.transactions import in_transaction
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tortoise.backends.base.client import BaseDBAsyncClient
    from tortoise.fields import Field
    from tortoise.migrations.schema_editor.base import BaseSchemaEditor
    from tortoise.models import Model

Config = dict[str, Any]
MIGRATE_WAIT = 60_000
"""How many milliseconds to wait for the processes that came first."""

_KEPT = (
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    " AND (type IN ('trigger', 'view') OR (type = 'index' AND tbl_name = ?))"
)
_ON_COLUMN = """
SELECT i.name FROM pragma_index_list(?1) i JOIN pragma_index_info(i.name) c WHERE c.name = ?2 AND i.origin = 'c'"""
_ORDER = ("view", "index", "trigger")


class LosslessEditor(SqliteSchemaEditor):
    """Rebuilds a table and puts its indexes, and every trigger and view, back; and what is unique together, too."""

    _together: tuple[str, ...] = ()

    @override
    async def _remake_table(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        await self._refuse_foreign_keys()
        kept = await self.client.execute_query_dict(_KEPT, [model._meta.db_table])
        for thing in kept:  # a trigger or view anywhere may name the table
            if thing["type"] != "index":
                await self.client.execute_query(f'DROP {thing["type"]} "{thing["name"]}"')
        self._together = tuple(self._unique_together(model))
        await super()._remake_table(model, *args, **kwargs)
        self._together = ()
        for thing in sorted(kept, key=lambda thing: _ORDER.index(thing["type"])):
            await self.client.execute_query(thing["sql"])

    @override
    async def add_field(self, model: type[Model], field_name: str) -> None:
        """Add a column; stock gives that of a link no index."""
        await super().add_field(model, field_name)
        field = model._meta.fields_map[field_name]
        if isinstance(field, ForeignKeyFieldInstance):
            await self._run_sql(self._get_index_sql(model, [field.source_field or field_name]))

    @override
    async def remove_field(self, model: type[Model], field: Field[Any]) -> None:
        """Remove a column; stock leaves that of a link behind, with its index."""
        await super().remove_field(model, field)
        if isinstance(field, ForeignKeyFieldInstance):
            table, column = model._meta.db_table, field.source_field
            for index in await self.client.execute_query_dict(_ON_COLUMN, [table, column]):
                await self.client.execute_query(f'DROP INDEX "{index["name"]}"')
            await self.client.execute_query(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')

    def _unique_together(self, model: type[Model]) -> Iterator[str]:
        for names in model._meta.unique_together:
            columns = [model._meta.fields_map[name].source_field or name for name in names]
            yield self._get_unique_constraint_sql(model, columns)

    @override
    async def _run_sql(self, sql: str) -> None:
        """Run a statement; the one that makes the new table is stock's, which forgets these constraints."""
        if self._together and sql.startswith("CREATE TABLE "):
            sql = f"{sql.removesuffix(')')}, {', '.join(self._together)})"
        await super()._run_sql(sql)

    async def _refuse_foreign_keys(self) -> None:
        (row,) = await self.client.execute_query_dict("PRAGMA foreign_keys")
        if row["foreign_keys"]:
            message = "a table is never rebuilt with foreign keys on: its children would be deleted"
            raise RuntimeError(message)


class TransactionalRecorder(MigrationRecorder):
    """Keeps the list of applied migrations without committing the transaction it runs in."""

    @override
    async def ensure_schema(self, schema_editor: BaseSchemaEditor) -> None:
        sql = schema_editor._get_model_sql_data(self.model).table_sql
        once = sql.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1).rstrip().rstrip(";")
        await self.connection.execute_query(once)


class LosslessExecutor(MigrationExecutor):
    """Tortoise's executor with our editor and recorder."""

    def __init__(self, connection: BaseDBAsyncClient, apps: Config) -> None:
        super().__init__(connection, apps)
        self.recorder = self.loader.recorder = TransactionalRecorder(connection)

    @override
    def _schema_editor(self, atomic: bool = True, collect_sql: bool = False) -> BaseSchemaEditor:
        return LosslessEditor(self.connection, atomic=True, collect_sql=collect_sql)


async def migrate(config: Config, target: str | None = None) -> None:
    """Bring the one database of `config` to `target` ("models.0002_search", either way), or to the newest.

    `config` is Tortoise's configuration with one SQLite connection. Raises RuntimeError when a foreign key would be
    broken; then, as after any error, nothing was changed.
    """
    async with TortoiseContext() as context:
        await context.init(config=_foreign_keys_off(config))
        async with in_transaction() as transaction:  # the other processes that start now queue here
            executor = LosslessExecutor(transaction, config["apps"])
            await executor.recorder.ensure_schema(executor._schema_editor())
            await executor.migrate([MigrationTarget(*target.split("."))] if target else None)
            _refuse_orphans(await transaction.execute_query_dict("PRAGMA foreign_key_check"))


def _refuse_orphans(rows: list[dict[str, Any]]) -> None:
    if rows:
        message = f"the migration would leave {len(rows)} rows without what they point to"
        raise RuntimeError(message)


def _foreign_keys_off(config: Config) -> Config:
    connections = {
        alias: {**value, "credentials": {**value["credentials"], "foreign_keys": "OFF", "busy_timeout": MIGRATE_WAIT}}
        for alias, value in config["connections"].items()
    }
    return {**config, "connections": connections}
