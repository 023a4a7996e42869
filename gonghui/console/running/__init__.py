"""The machine itself: how it stands, its backups, and how phones reach it."""
