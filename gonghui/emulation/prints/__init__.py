from gonghui.emulation.prints import registers, suggestions

__all__ = ["registers", "suggestions"]
