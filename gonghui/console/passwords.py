"""The office's own word for a password that is too short."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Refuses a password with fewer than `min_length` characters, in Chinese."""

    def get_error_message(self) -> str:
        return f"口令太短，至少要{self.min_length}个字。"

    def get_help_text(self) -> str:
        return f"至少{self.min_length}个字。"
