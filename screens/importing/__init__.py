"""The import on screen: what to import, a look at it, how far it is, and the report."""
