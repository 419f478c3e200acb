"""The version of exportgate, as it stands on every receipt."""

VERSION = "0.1.0"
