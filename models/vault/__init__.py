"""The vault: keys, sealing and opening. It knows no database."""
