"""The form of every act: fields in one column, errors under them, what was typed kept."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gonghui.console.ledgers.fields import DayField, PickField, UnitField, form_field
from gonghui.kernel.ledger.api import Field, Reader
from gonghui.kernel.refusal import Refused

MOST_NAMES = 300


class OfficeForm(forms.Form):
    """The boxes of a ledger's fields (or those a subclass declares); `check` is the Refused for values that do not go together."""

    required_css_class = "required"
    use_required_attribute = False

    def __init__(
        self, *args: Any, reader: Reader, fields: Sequence[Field] = (),
        check: Callable[[dict[str, Any]], Refused | None] | None = None, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **({"label_suffix": ""} | options))
        self.reader, self.check = reader, check
        self.fields |= {one.key: form_field(one, reader) for one in fields}
        for name, field in self.fields.items():
            if isinstance(field, UnitField | PickField):
                field.begin_with(self.initial.get(name))
            if isinstance(field, DayField):
                field.today = reader.today
            field.error_messages["required"] = f"还没有填{field.label}。"
            field.error_messages["invalid"] = f"{field.label}只写数字。"
            field.error_messages["invalid_choice"] = f"{field.label}请从列出的里面选。"
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = f"{field.label}最多{field.max_length}个字。"
        self.dress()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        refused = self.check(data) if self.check and not self.errors else None
        if refused:
            self.add_error(refused.field if refused.field in self.fields else None, ValidationError(str(refused)))
        return data

    def dress(self) -> None:
        """Classes of the theme, and the lists to pick names from."""
        for name, field in self.fields.items():
            css = field.widget.attrs.get("class", "")
            base = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            if isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect):
                base = "form-check-input"
            field.widget.attrs["class"] = f"{base} {css}".strip()
            if isinstance(field, UnitField) and not isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"list": f"names-{name}", "autocomplete": "off"}

    def names(self) -> dict[str, list[str]]:
        """The names to offer under each unit field; a town with very many types or searches instead."""
        return {
            name: list(field.rows.order_by("name").values_list("name", flat=True)[:MOST_NAMES])
            for name, field in self.fields.items()
            if isinstance(field, UnitField) and "list" in field.widget.attrs
        }

    def changed_against(self, now: dict[str, Any]) -> list[str]:
        """Names of the fields whose typed value is not what the record holds now."""
        typed = self.cleaned_data
        return [name for name in now if name in typed and (typed[name] or None) != (now[name] or None)]

    def value_words(self, name: str, value: Any) -> str:
        """A field's value as the page says it: the word of a choice, 空 for nothing."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            known = {str(key): str(word) for key, word in list(field.choices)}  # type: ignore[arg-type]
            each = value if isinstance(value, list) else [value]
            value = "、".join(known.get(str(one), str(one)) for one in each if one not in (None, ""))
        return {True: "是", False: "否", None: "空", "": "空"}.get(value, str(value))

    def mark(self) -> None:
        """After a refusal: the fields with errors say so to the eye and to a screen reader."""
        for name in self.errors:
            if name in self.fields:
                attrs = self.fields[name].widget.attrs
                attrs["class"] = f"{attrs.get('class', '')} is-invalid".strip()
                attrs |= {"aria-invalid": "true", "aria-describedby": f"error-{name}"}
