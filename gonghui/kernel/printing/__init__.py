"""Word forms from templates that the office can edit."""
