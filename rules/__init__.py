"""The law: YAML packs, and the loader that turns them into frozen models."""
