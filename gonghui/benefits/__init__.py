"""Every help, gift, prize and subsidy to a person: one row each, whoever gave it."""
