"""Tortoise's SQLite backend, with write transactions that take their lock at once and never leak it.

Stock transactions start with a deferred BEGIN: of 20 processes that read and then write, nine in ten fail with
"database is locked" whatever the busy timeout. The module's name contains "sqlite" because Tortoise picks its schema
editor by that.
"""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Any, cast

from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError, TransactionManagementError
from typing_extensions import override

from models.engine.whole import whole

if TYPE_CHECKING:
    from types import TracebackType

    from tortoise.backends.base.client import TransactionalDBClient, TransactionContext


class ImmediateTransaction(SqliteTransactionWrapper):
    """A transaction that holds the write lock from its first statement."""

    @override
    async def begin(self) -> None:
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error

    @override
    async def commit(self) -> None:
        try:
            await super().commit()
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error

    # A task started inside a transaction keeps its client; once that is over, send it to the plain connection instead
    # of into whatever transaction happens to be open then.
    @override
    def acquire_connection(self) -> Any:
        return self._parent.acquire_connection() if self._finalized else super().acquire_connection()

    @override
    def _in_transaction(self) -> TransactionContext:
        return self._parent._in_transaction() if self._finalized else super()._in_transaction()

    @override
    async def execute_script(self, query: str) -> None:
        message = "a script would commit the open transaction"
        raise TransactionManagementError(message)


class ImmediateContext(SqliteTransactionContext):
    """`async with` round one transaction; rolls back when its task is cancelled."""

    @override
    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:  # also a cancelled task: the stock context keeps the lock for ever here
            await self._abandon()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return cast("TransactionalDBClient", self.connection)

    @override
    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        try:
            if not self.connection._finalized:
                await (self.connection.rollback() if exc_type else self.connection.commit())
        except BaseException:
            await self._roll_back()
            raise
        finally:
            self.connection._finalized = True
            get_connections().reset(self.token)
            self._trxlock.release()

    async def _abandon(self) -> None:
        try:
            await self._roll_back()
        finally:
            self._trxlock.release()

    async def _roll_back(self) -> None:
        connection = self.connection._connection
        if connection is not None:  # a cancelled BEGIN may still be queued in the connection's thread
            await asyncio.shield(connection.rollback())


class ImmediateClient(SqliteClient):
    """The connection that verbs write on."""

    @override
    async def create_connection(self, with_db: bool) -> None:
        try:
            await whole(super().create_connection(with_db))
        except BaseException:  # half set up it would be used all the same, without foreign keys
            await self.close()
            raise

    @override
    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(ImmediateTransaction(self), self._lock)

    @override
    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        async with self._in_transaction() as transaction:
            await transaction.execute_many(query, values)


client_class = ImmediateClient
