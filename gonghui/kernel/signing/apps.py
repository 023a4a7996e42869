from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "gonghui.kernel.signing"
    label = "signing"
    verbose_name = "两个人签字"
