"""Spreadsheets of employers, unions and head counts."""
