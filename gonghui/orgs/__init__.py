"""Areas, employers and unions, and what holds of them on a date."""
