"""A whole book written and read as JSON."""
