"""等我签: what waits for a second signature, giving it, and what was signed."""
