"""Starts Wellkept: arguments, settings, the app, the command line."""
