"""Rules of law by key, loaded from `gonghui/statutes`."""

from gonghui.kernel.rules.load import Rule, rule

__all__ = ["Rule", "rule"]
