"""Photos of a paper, as a phone takes them, made into one PDF of sensible size; nothing but the picture is kept."""

import warnings
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from gonghui.kernel.refusal import Refused

MOST_PAGES = 30
MOST_PHOTO_BYTES = 25 * 1024 * 1024
MOST_JPEG_DOTS = 120_000_000
MOST_PNG_DOTS = 45_000_000
"""A PNG is unpacked whole before it can be made smaller; a JPEG is read at a fraction of its size."""

PAGE_BYTES = 300 * 1024
DPI = 170
SHORT, LONG = 1405, 1987
"""Dots of an A4 page at 170 dpi: small print stays readable."""

_QUALITIES = (78, 68, 58, 48, 38)
_SMALLER = 0.8

_KINDS = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"))
_REFUSED = (
    ((b"GIF8",), "GIF动图"), ((b"BM",), "BMP图片"), ((b"II*\x00", b"MM\x00*"), "TIFF图片"),
)  # fmt: skip
_HEIC = ("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif")


def photos_to_pdf(photos: Sequence[bytes]) -> bytes:
    """One PDF, a page for each photo in the given order, upright as the camera held it, without its metadata.

    About 300 KB a page at most. Raises Refused, naming the photo, for what is no JPEG or PNG, is damaged or too large.
    """
    if not photos:
        raise Refused("还没有选照片。", "请选拍好的照片，可以一次选几张。", "scan")
    if len(photos) > MOST_PAGES:
        raise Refused(f"一次最多传{MOST_PAGES}张，选了{len(photos)}张。", "请只传要留存的几页。", "scan")
    pages = [_page(photo, f"第{number}张" if len(photos) > 1 else "这张照片") for number, photo in enumerate(photos, 1)]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality="keep", optimize=True, title="",
                  creationDate=None, modDate=None)  # fmt: skip
    return out.getvalue()


def photo_kind(data: bytes) -> str:
    """ "PNG" or "JPEG" by the content; "" for anything else."""
    return next((kind for mark, kind in _KINDS if data.startswith(mark)), "")


def refuse_other_pictures(data: bytes, name: str) -> None:
    """Raise Refused, with the way out, for a picture of a kind that is not kept."""
    if data[4:8] == b"ftyp" and data[8:12].decode("latin-1").lower() in _HEIC:
        raise Refused(
            f"{name}是苹果手机的HEIC格式，这里打不开。",
            "请在手机“设置—相机—格式”里选“兼容性最佳”再拍，或者把照片截图后传。", "scan",
        )  # fmt: skip
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise Refused(f"{name}是网页图片（webp）。", "请传手机拍的jpg，或者截图存成png再传。", "scan")
    for marks, kind in _REFUSED:
        if data.startswith(marks):
            raise Refused(f"{name}是{kind}。", "请另存为jpg或png再传。", "scan")


def _page(data: bytes, name: str) -> Image.Image:
    kind = photo_kind(data)
    if not kind:
        refuse_other_pictures(data, name)
        raise Refused(f"{name}不是照片，也不是PDF。", "文件名改不了内容，请传扫描或拍照的原件。", "scan")
    if len(data) > MOST_PHOTO_BYTES:
        raise Refused(f"{name}超过{MOST_PHOTO_BYTES // 1024 // 1024}兆。", "请把相机的像素调低再拍。", "scan")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limits below are tighter
            return _fitted(_read(data, kind, name))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as broken:
        raise Refused(f"{name}打不开，文件可能不完整。", "请重新拍一张，或者重新传一次。", "scan") from broken


def _read(data: bytes, kind: str, name: str) -> Image.Image:
    picture = Image.open(BytesIO(data), formats=[kind])
    width, height = picture.size
    if width * height > (MOST_JPEG_DOTS if kind == "JPEG" else MOST_PNG_DOTS):
        raise Refused(f"{name}有{width}×{height}个点，太大了。", "请把相机的像素调低再拍，或者截图后传。", "scan")
    picture.draft("RGB", (LONG, LONG))  # a JPEG is decoded at a half, a quarter or an eighth at once
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        ground = Image.new("RGB", upright.size, "white")
        ground.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
        return ground
    return upright.convert("RGB")


def _fitted(picture: Image.Image) -> Image.Image:
    """The picture inside an A4 page and within the page's bytes, as a fresh image that carries no information."""
    box = (SHORT, LONG) if picture.height >= picture.width else (LONG, SHORT)
    picture.thumbnail(box, Image.Resampling.LANCZOS)
    picture.info = {}  # a JPEG's comment would be written again
    while True:
        for quality in _QUALITIES:
            packed = BytesIO()
            picture.save(packed, "JPEG", quality=quality, optimize=True)
            if packed.tell() <= PAGE_BYTES:
                return Image.open(BytesIO(packed.getvalue()))
        picture = picture.resize((int(picture.width * _SMALLER), int(picture.height * _SMALLER)))
