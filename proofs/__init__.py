"""What can be shown of the law itself, over all days and shipments; each finding has a witness."""
