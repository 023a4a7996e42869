"""The half-year summary: drafted from figures, printed in the official Word format."""
