"""Addresses of the accounts: accounts, account (pk), accounts-new, accounts-slips, accounts-chairs,
accounts-members, accounts-rules.
"""

from django.urls import URLPattern, path

from gonghui.console.accounts import keeping, lists, members, slips

urlpatterns: list[URLPattern] = [
    path("accounts/", lists.index, name="accounts"),
    path("accounts/new", lists.new, name="accounts-new"),
    path("accounts/slips", slips.several, name="accounts-slips"),
    path("accounts/chairs", slips.chairs, name="accounts-chairs"),
    path("accounts/members", members.members, name="accounts-members"),
    path("accounts/rules", keeping.rules, name="accounts-rules"),
    path("accounts/<int:pk>", lists.one, name="account"),
    path("accounts/<int:pk>/reset", slips.reset, name="account-reset"),
    path("accounts/<int:pk>/close", keeping.close, name="account-close"),
    path("accounts/<int:pk>/open", keeping.open_again, name="account-open"),
    path("accounts/<int:pk>/sessions-end", keeping.sessions_end, name="account-sessions-end"),
]
