"""Your own keys, by action."""
