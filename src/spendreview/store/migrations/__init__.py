"""How the tables came to be: one tree of migrations for all that is kept."""
