"""The full-text indexes over the folded text of contacts and notes, kept true by triggers."""

from tortoise import migrations
from tortoise.migrations import operations as ops

TABLES = ("contact", "note")
INDEXES = {"word": "tokenize='unicode61', prefix='1 2'", "substring": "tokenize='trigram'"}


async def forward(apps, editor):
    for table in TABLES:
        for index, options in INDEXES.items():
            for sql in _create(table, f"{table}_{index}", options):
                await editor.client.execute_query(sql)


async def backward(apps, editor):
    for table in TABLES:
        for index in INDEXES:
            for event in ("insert", "delete", "update"):
                await editor.client.execute_query(f"DROP TRIGGER {table}_{index}_{event}")
            await editor.client.execute_query(f"DROP TABLE {table}_{index}")


def _create(table, index, options):
    add = f"INSERT INTO {index} (rowid, search_text) VALUES (new.id, new.search_text);"
    remove = f"INSERT INTO {index} ({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
    yield f"CREATE VIRTUAL TABLE {index} USING fts5 (search_text, content='{table}', content_rowid='id', {options})"
    yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"
    yield f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {add} END"
    yield f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {remove} END"
    yield f"CREATE TRIGGER {index}_update AFTER UPDATE OF search_text ON {table} BEGIN {remove} {add} END"


class Migration(migrations.Migration):
    dependencies = [("models", "0001_initial")]
    operations = [ops.RunPython(forward, reverse_code=backward)]
