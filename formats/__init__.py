"""Files in and out: shipments are read, decisions are written."""
