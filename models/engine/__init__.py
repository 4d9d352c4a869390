"""The database engine: our SQLite backend, the migrator, the read side."""
