"""The pages of collective bargaining: the desk, the procedure, delegates, clauses, checks, quality."""
