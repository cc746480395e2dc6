"""The store: nothing lost, nothing doubled, nothing changed unseen, on SQLite and on PostgreSQL."""
