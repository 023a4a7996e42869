"""Error reports without personal data: what people typed is not shown at all."""

from typing import Any

from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from gonghui.kernel.privacy.words import scrubbed


class BlindFilter(SafeExceptionReporterFilter):
    """Shows nothing that was typed, whatever the settings say."""

    def is_active(self, request: Any) -> bool:
        return True

    def get_post_parameters(self, request: Any) -> dict[str, str]:
        post = getattr(request, "POST", {}) or {}
        return {name: self.cleansed_substitute for name in post}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]


class BlindReporter(ExceptionReporter):
    """The developers' error page: where it went wrong, without values, query strings, cookies and uploads."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        for name in ("request_GET_items", "request_COOKIES_items", "request_FILES_items", "user_str", "raw_uri"):
            if data.get(name):
                data[name] = "********" if isinstance(data[name], str) else []
        data["request_insecure_uri"] = getattr(self.request, "path", "")
        data["exception_value"] = scrubbed(str(data.get("exception_value", "")))
        data.pop("unicode_hint", None)
        data["request_meta"] = {}
        return data
