"""The command line, one file per verb family; loads no Textual."""
