"""What people attend: trainings, contests, culture, check-ups; who signed up, who came, how many were declared."""
