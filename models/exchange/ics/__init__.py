"""Writing iCalendar (RFC 5545)."""
