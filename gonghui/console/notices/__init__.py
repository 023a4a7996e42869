"""Reminders: what I was told, who is still missing, by which ways reminders leave the house."""
