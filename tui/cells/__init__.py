"""What the terminal shows, cell by cell, so that only what changes is sent to it. Pure: text in, text out."""
