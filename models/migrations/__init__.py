"""The migrations, applied only by models.engine.migrator."""
