"""Workers, their memberships over time, accounts and the offices they hold."""
