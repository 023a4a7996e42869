"""Forms of the account pages."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from gonghui.people.public import Account

HELP = "至少10个字，字母和数字都要有，不要用姓名、账号或常见的词。一句好记的话最好。"


def _secret(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"class": "form-control", "autocomplete": autocomplete, "data-secret": ""})
    return forms.CharField(
        label=label, max_length=128, strip=False, widget=widget, help_text=help_text,
        error_messages={"required": f"还没有填{label}。"},
    )  # fmt: skip


class PasswordForm(forms.Form):
    """A person's own password; the old one is asked for unless he has just come in with a one-time code."""

    old = _secret("现在的口令", "current-password")
    new = _secret("新口令", "new-password", HELP)
    again = _secret("再填一遍新口令", "new-password")

    def __init__(self, account: Account, needs_old: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if not needs_old:
            del self.fields["old"]

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.account.check_password(old):
            raise forms.ValidationError("现在的口令不对。忘了的话，请镇总工会给您一个登录码。")
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        try:
            validate_password(new, self.account)
        except forms.ValidationError as problem:
            raise forms.ValidationError([said.replace("密码", "口令") for said in problem.messages]) from problem
        return new

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两遍填得不一样，请再填一遍。")
        return data
