"""The inference stage as rulesets of durable-rules, generated from the same packs; an extra."""
