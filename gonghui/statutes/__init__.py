"""The law as data: YAML by topic, no code."""
