"""Reading and writing vCard (RFC 6350 and its forerunners)."""
