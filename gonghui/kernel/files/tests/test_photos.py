"""People who photograph a stamped paper: one PDF, upright, in order, small, and without where it was taken."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from gonghui.kernel.files.photos import LONG, MOST_PAGES, MOST_PHOTO_BYTES, PAGE_BYTES, photos_to_pdf
from gonghui.kernel.files.scans import drop_scan, is_scan, keep_scan, open_scan, scan_pdf
from gonghui.kernel.files.tests.pictures import pages_of, pdf, photo
from gonghui.kernel.refusal import Refused


def top_is_dark(page: Image.Image) -> bool:
    grey = page.convert("L")
    return grey.getpixel((grey.width // 2, 4)) < 60 and grey.getpixel((4, grey.height - 4)) > 190


def refused(*uploads: bytes) -> Refused:
    with pytest.raises(Refused) as no:
        scan_pdf(uploads)
    assert no.value.field == "scan" and no.value.what.endswith("。") and no.value.todo.endswith("。")
    return no.value


def packed(objects: bytes) -> bytes:
    return b"9 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(objects) + b"\nendstream endobj"


def test_three_photos_become_three_pages_in_the_order_of_choosing():
    sizes = [(600, 800), (400, 800), (800, 600)]
    content = photos_to_pdf([photo(size) for size in sizes])
    assert content.startswith(b"%PDF-") and content.count(b"/Type /Page\n") == 3
    assert [page.size for page in pages_of(content)] == sizes


def test_a_photo_taken_sideways_stands_upright_on_its_page():
    [page] = pages_of(photos_to_pdf([photo((600, 800), orientation=6)]))
    assert page.size == (600, 800) and top_is_dark(page)


def test_where_and_with_what_it_was_taken_is_not_kept():
    taken = photo()
    assert b"PhoneMaker" in taken and b"taken at home" in taken
    content = photos_to_pdf([taken, photo(kind="PNG")])
    for trace in (b"PhoneMaker", b"taken at home", b"Exif", b"CreationDate"):
        assert trace not in content


def test_a_large_noisy_photo_becomes_a_page_of_sensible_size():
    taken = photo((3000, 4000), noise=True)
    content = photos_to_pdf([taken])
    [page] = pages_of(content)
    assert len(taken) > 10 * PAGE_BYTES and len(content) < PAGE_BYTES + 2000
    assert page.height <= LONG and abs(page.width / page.height - 3 / 4) < 0.01


def test_a_small_photo_is_not_blown_up():
    assert pages_of(photos_to_pdf([photo((300, 400))]))[0].size == (300, 400)


def test_what_is_see_through_becomes_white_paper():
    out = BytesIO()
    Image.new("RGBA", (50, 60), (0, 0, 0, 0)).save(out, "PNG")
    assert pages_of(photos_to_pdf([out.getvalue()]))[0].getpixel((25, 30))[0] > 250


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA"])
def test_pictures_of_every_colouring_are_taken(mode):
    out = BytesIO()
    Image.new(mode, (60, 80)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert len(pages_of(photos_to_pdf([out.getvalue()]))) == 1


def test_an_apple_photo_is_refused_with_the_way_out():
    no = refused(b"\0\0\0\x18ftypheic" + b"\0" * 100)
    assert "HEIC" in no.what and "兼容性最佳" in no.todo


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"GIF89a", "GIF"), (b"RIFF\0\0\0\0WEBP", "webp"), (b"BM12345", "BMP"), (b"II*\0", "TIFF"), (b"hello", "不是照片"),
     (b"", "不是照片"), (b"\xff\xd8\xffabc", "打不开"), (b"\x89PNG\r\n\x1a\nabc", "打不开")],
)  # fmt: skip
def test_other_files_are_refused_by_what_they_hold(data, said):
    assert said in refused(data).what


def test_a_photo_that_broke_off_on_the_way_is_named():
    whole = photo(noise=True)
    assert "第2张打不开" in refused(whole, whole[: len(whole) // 2]).what


def test_a_picture_of_monstrous_size_is_not_unpacked():
    def png(width: int, height: int) -> bytes:
        def chunk(kind: bytes, body: bytes) -> bytes:
            return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

        head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
        return (
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"\0" * 10))
            + chunk(b"IEND", b"")
        )

    assert "太大了" in refused(png(9000, 9000)).what
    assert "打不开" in refused(png(60000, 60000)).what


def test_too_many_photos_and_none_are_refused():
    assert "最多传30张" in refused(*[b"x"] * (MOST_PAGES + 1)).what
    assert "没有选" in refused().what


def test_a_pdf_stays_as_it_is():
    assert scan_pdf([pdf()]) == pdf()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(b"9 0 obj<</S/JavaScript/JS(app.alert)>>endobj"), "有程序"),
        (pdf(b"9 0 obj<</S/J#61vaScript/J#53(x)>>endobj"), "有程序"),
        (pdf(b"9 0 obj<</S/Launch/F(cmd.exe)>>endobj"), "有程序"),
        (pdf(b"9 0 obj<</Type/EmbeddedFile/Length 1>>endobj"), "夹着"),
        (pdf(packed(b"1 0 <</S/JavaScript>>")), "有程序"),
        (pdf(packed(b"\0" * 41 * 1024 * 1024)), "大得不正常"),
        (pdf(b"trailer<</Encrypt 8 0 R>>"), "密码"),
        (pdf()[:200], "不完整"),
        (b"%PDF-1.4\n" + b"0" * (20 * 1024 * 1024), "超过20兆"),
    ],
)  # fmt: skip
def test_a_pdf_that_acts_by_itself_or_is_locked_or_broken_is_refused(data, said):
    assert said in refused(data).what


def test_a_photo_of_more_than_25_megabytes_is_refused_before_it_is_opened():
    assert "超过25兆" in refused(photo() + b"0" * MOST_PHOTO_BYTES).what


def test_a_word_in_a_picture_of_a_pdf_is_no_program():
    assert scan_pdf([pdf(b"9 0 obj<</Length 20>>stream\n/JavaScript /Launch\nendstream endobj")])


def test_two_pdfs_or_a_mix_are_refused_with_the_way_out():
    assert "一次只能传一个" in refused(pdf(), pdf()).what
    assert "一次只能传一个" in refused(photo(), pdf()).what


def test_a_scan_lies_encrypted_and_comes_back_whole(settings):
    name = keep_scan([photo()])
    kept = Path(settings.HOME) / "files" / name
    assert is_scan(name) and b"%PDF" not in kept.read_bytes()
    content, kind = open_scan(name)
    assert content.startswith(b"%PDF-") and kind == "application/pdf"
    drop_scan(name)
    assert not kept.exists() and open_scan(name) is None


@pytest.mark.parametrize("name", ["../keys/secret", "a.pdf", "", "石工〔2026〕3号", "0" * 32 + ".exe"])
def test_a_name_that_no_scan_has_opens_nothing(name):
    assert not is_scan(name) and open_scan(name) is None
    drop_scan(name)
