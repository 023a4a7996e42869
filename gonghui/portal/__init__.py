"""The pages a worker opens on a phone."""
