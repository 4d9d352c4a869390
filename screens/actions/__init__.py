"""What the keys do about what is recorded of a contact beside words and plans: one file a noun."""
