"""Photos and PDFs for the tests, small ones."""

from io import BytesIO

from PIL import Image, ImageDraw

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def photo(size: tuple[int, int] = (600, 800), kind: str = "JPEG", orientation: int = 1, noise: bool = False) -> bytes:
    """A photo with a black bar along its upper edge as a person sees it, with the camera's notes in it."""
    picture = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1] // 10), fill="black")
    if orientation == 6:  # the camera was held upright and wrote the picture lying down
        picture = picture.rotate(90, expand=True)
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER] = orientation, "PhoneMaker"
    notes.get_ifd(GPS)[1] = "N"
    out = BytesIO()
    if kind == "JPEG":
        picture.save(out, kind, quality=90, exif=notes, comment=b"taken at home")
    else:
        picture.save(out, kind)
    return out.getvalue()


def pdf(inside: bytes = b"") -> bytes:
    """A PDF of one empty page; `inside` stands among its objects."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n" + inside + b"\nxref\n0 4\n"
        b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n9\n%%EOF\n"
    )


def pages_of(content: bytes) -> list[Image.Image]:
    """The pictures in a PDF made from photos, in page order."""
    found: list[Image.Image] = []
    at = 0
    while (start := content.find(b"\xff\xd8\xff", at)) >= 0:
        end = content.index(b"endstream", start)
        found.append(Image.open(BytesIO(content[start:end])))
        at = end
    return found
