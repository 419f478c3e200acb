"""The officer's command line; it takes no decision."""
