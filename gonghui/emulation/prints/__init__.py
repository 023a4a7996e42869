from gonghui.emulation.prints import suggestions

__all__ = ["suggestions"]
