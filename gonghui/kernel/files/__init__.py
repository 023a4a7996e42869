"""Files on disk: written whole or not at all, private ones encrypted."""

from gonghui.kernel.files.store import forget, keep, keep_as, read, write_whole

__all__ = ["forget", "keep", "keep_as", "read", "write_whole"]
