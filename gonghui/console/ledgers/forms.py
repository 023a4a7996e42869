"""The base of every form by hand: knows the day and the reader, and carries who the entry is made for."""

from typing import Any

from django import forms

from gonghui.console.ledgers.fields import DayField, IdField, UnitField, UnitsField
from gonghui.console.ledgers.listing import Reader
from gonghui.orgs.public import Area, employers_of, unions_of


class OfficeForm(forms.Form):
    """Fields in one column. `rows` after a unit field's name says what it may name: unions or employers in scope."""

    required_css_class = "required"
    use_required_attribute = False

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | options))
        self.reader = reader
        for field in self.fields.values():
            if isinstance(field, DayField | IdField):
                field.today = reader.today
            elif isinstance(field, UnitField | UnitsField):
                field.rows = (
                    unions_of(reader.scope).filter(closed_on=None)
                    if field.what == "工会"
                    else employers_of(reader.scope, reader.today).filter(closed_on=None)
                )
            field.error_messages["required"] = f"还没有填{field.label}。"
            field.error_messages["invalid"] = f"{field.label}只写数字。"
            field.error_messages["invalid_choice"] = f"{field.label}请从列出的里面选。"
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = f"{field.label}最多{field.max_length}个字。"
        self.dress()

    def dress(self) -> None:
        """Classes of the theme, the marks of errors and the lists to pick names from."""
        for name, field in self.fields.items():
            css = field.widget.attrs.get("class", "")
            base = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            if isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect):
                base = "form-check-input"
            field.widget.attrs["class"] = f"{base} {css}".strip()
            if isinstance(field, UnitField):
                field.widget.attrs |= {"list": f"names-{name}", "autocomplete": "off"}

    def names(self) -> dict[str, list[str]]:
        """The names to offer under each unit field; a town with very many types or searches instead."""
        out: dict[str, list[str]] = {}
        for name, field in self.fields.items():
            if isinstance(field, UnitField) and field.rows is not None:
                out[name] = list(field.rows.order_by("name").values_list("name", flat=True)[:300])
        return out

    def changed_against(self, now: dict[str, Any]) -> list[str]:
        """Names of the fields whose typed value is not what the record holds now."""
        typed = self.cleaned_data
        return [name for name in now if name in typed and (typed[name] or None) != (now[name] or None)]

    def value_words(self, name: str, value: Any) -> str:
        """A field's value as the page says it: the word of a choice, 空 for nothing."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            value = dict(field.choices).get(str(value), value)  # type: ignore[arg-type]
        return {True: "是", False: "否", None: "空", "": "空"}.get(value, str(value))

    def mark(self) -> None:
        """After a refusal: the fields with errors say so to the eye and to a screen reader."""
        for name in self.errors:
            if name in self.fields:
                attrs = self.fields[name].widget.attrs
                attrs["class"] = f"{attrs.get('class', '')} is-invalid".strip()
                attrs |= {"aria-invalid": "true", "aria-describedby": f"error-{name}"}


def area_choices() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Area.objects.values_list("pk", "name")]


class AreaField(forms.ChoiceField):
    """A place of the town, by choice; empty when nobody said."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "片区村居")
        super().__init__(required=False, choices=lambda: [("", "—"), *area_choices()], **options)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return Area.objects.get(pk=found) if found else None

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if isinstance(value, Area) else value
