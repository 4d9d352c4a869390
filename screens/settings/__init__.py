"""Settings: the screen, and one file for each group of its rows."""
