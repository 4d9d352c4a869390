"""Confidential notes on the screens: unlocked, read, written, and hidden again."""
