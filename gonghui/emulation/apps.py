from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "gonghui.emulation"
    label = "emulation"
    verbose_name = "劳动竞赛与创新"
