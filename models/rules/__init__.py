"""Pure rules: no database, no terminal, no clock."""
