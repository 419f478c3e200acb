"""Decisions: pure functions of a shipment, the law and a day."""
