"""The version of exportgate, as it stands on every receipt."""

__version__ = "0.1.0"
