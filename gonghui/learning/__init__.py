"""Training hours, skill levels, question banks and rounds, libraries and venues."""
