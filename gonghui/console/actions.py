"""What the pages themselves write: forms that were sent."""

from datetime import datetime, timedelta

from gonghui.console.models import FormToken

TOKEN_DAYS = 7


def token_take(*, token: str, at: datetime) -> FormToken:
    """Claim a form that is being sent; raises IntegrityError when it was sent before. Old ones are cleared away."""
    FormToken.objects.filter(at__lt=at - timedelta(days=TOKEN_DAYS)).delete()
    return FormToken.objects.create(token=token, at=at)
