"""Addresses of the door: sign-in, second (the telephone's code), sign-out, own-password, totp, pin; session-left and
session-stay; draft-keep, draft-list, draft-drop; counter-switch, counter-start, counter-stop."""

from django.urls import URLPattern, path

from gonghui.console.door import counter, keeping, totp, views

urlpatterns: list[URLPattern] = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/second", views.second, name="second"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("own-password", views.own_password, name="own-password"),
    path("totp", totp.totp, name="totp"),
    path("pin", counter.pin, name="pin"),
    path("session/left", views.left, name="session-left"),
    path("session/stay", views.stay, name="session-stay"),
    path("drafts", keeping.given_back, name="draft-list"),
    path("drafts/keep", keeping.keep, name="draft-keep"),
    path("drafts/drop", keeping.drop, name="draft-drop"),
    path("counter", counter.switch, name="counter-switch"),
    path("counter/start", counter.start, name="counter-start"),
    path("counter/stop", counter.stop, name="counter-stop"),
]
