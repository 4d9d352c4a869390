"""Reading and writing the formats of other address books."""
