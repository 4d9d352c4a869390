"""Everything kept about a contact, as they would read it."""
