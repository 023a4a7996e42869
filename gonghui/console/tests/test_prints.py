"""Officers and chairs who print letters: which forms there are, whose template, for whom, within whose scope."""

import re
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from gonghui.kernel.audit.models import Event
from gonghui.kernel.printing.forms import all_forms, form_named
from gonghui.kernel.printing.models import OfficeTemplate
from gonghui.orgs.public import Employer, EmployerKind, employer_register
from tests.small_town import HAND, NOW, client_of

KEY = "orgs.renew_certificate"


@pytest.fixture(autouse=True)
def town(sides):
    return sides


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def template(*paragraphs: str) -> SimpleUploadedFile:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return SimpleUploadedFile("红头模板.docx", out.getvalue())


def page(who: str, address: str) -> str:
    answer = client_of(who).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def newcomer() -> Employer:
    return employer_register(name="新开印刷厂", kind=EmployerKind.ENTERPRISE, by=HAND, at=NOW)


def test_every_form_is_listed_with_its_line_of_work():
    listed = page("chen", "/prints")
    assert all(f'href="/prints/{form.key}"' in listed for form in all_forms())
    assert "<h2>组织</h2>" in listed and "原来的" in listed


def test_a_forms_page_lists_every_field_to_type_with_an_example():
    shown = page("chen", f"/prints/{KEY}")
    for field in form_named(KEY).fields:
        assert f"{{{{{field.label}}}}}" in shown and field.example in shown and f"<code>{field.name}</code>" in shown
    rows = page("chen", "/prints/people.roll")
    assert "{%tr for 行 in 名册 %}" in rows and "{{行.姓名}}" in rows


def test_a_form_that_does_not_exist_is_not_found():
    assert client_of("chen").get("/prints/orgs.nothing").status_code == 404


def test_the_template_the_original_and_a_trial_print_can_be_downloaded():
    client = client_of("chen")
    for name in ("template", "original"):
        answer = client.get(f"/prints/{KEY}/{name}.docx")
        assert "{{工会名称}}" in words(answer.content) and "attachment" in answer["Content-Disposition"]
    assert "永安纺织有限公司工会" in words(client.get(f"/prints/{KEY}/sample.docx").content)


def test_an_officer_puts_the_offices_own_template_and_goes_back(town):
    client, union = client_of("chen"), town["east"]
    answer = client.post(f"/prints/{KEY}", {"file": template("红头：{{工会名称}}"), "note": "加了红头"}, follow=True)
    assert "改用您的模板了" in answer.content.decode() and "加了红头" in answer.content.decode()
    assert words(client.get(f"/prints/{KEY}/{union.pk}.docx").content) == "红头：东桥纺织厂工会"
    answer = client.post(f"/prints/{KEY}/retire", follow=True)
    assert "用回原来的模板了" in answer.content.decode() and "以前用过的" in answer.content.decode()
    assert "关于换领" in words(client.get(f"/prints/{KEY}/{union.pk}.docx").content)
    row = OfficeTemplate.objects.get()
    assert "红头" in words(client.get(f"/prints/{KEY}/earlier/{row.pk}.docx").content)


def test_a_template_with_an_unknown_field_is_refused_and_the_note_stays():
    answer = client_of("chen").post(f"/prints/{KEY}", {"file": template("{{工会名}}"), "note": "加了红头"})
    shown = answer.content.decode()
    assert answer.status_code == 422 and "是不是“{{工会名称}}”" in shown and 'value="加了红头"' in shown
    assert not OfficeTemplate.objects.exists()


def test_putting_nothing_is_refused():
    answer = client_of("chen").post(f"/prints/{KEY}", {})
    assert answer.status_code == 422 and "还没有选文件" in answer.content.decode()


def test_only_the_towns_officers_change_templates():
    client = client_of("dong")
    assert "全镇共用" in page("dong", f"/prints/{KEY}") and "换上这份模板" not in page("dong", f"/prints/{KEY}")
    for address in (f"/prints/{KEY}", f"/prints/{KEY}/retire"):
        answer = client.post(address, {"file": template("好")})
        assert answer.status_code == 422 and "全镇共用" in answer.content.decode()
        assert client_of("ma").post(address, {"file": template("好")}).status_code == 404
    assert not OfficeTemplate.objects.exists()


def test_a_chair_prints_for_her_own_union_and_not_for_another(town):
    client = client_of("dong")
    answer = client.get(f"/prints/{KEY}/{town['east'].pk}.docx")
    text = words(answer.content)
    assert "东桥纺织厂工会：" in text and "2026年8月20日" in text and "董东升" in text
    assert client.get(f"/prints/{KEY}/{town['west'].pk}.docx").status_code == 404
    assert client.get(f"/prints/{KEY}/999999.docx").status_code == 404
    assert client_of("nobody").get(f"/prints/{KEY}/{town['east'].pk}.docx").status_code == 404


def test_printing_changes_nothing(town):
    before = Event.objects.count()
    client_of("chen").get(f"/prints/{KEY}/{town['east'].pk}.docx")
    assert Event.objects.count() == before


def test_the_records_to_choose_from_are_those_that_can_have_the_form():
    newcomer()
    shown = page("chen", "/prints/orgs.found_union/records")
    assert "能印的1份" in shown and "新开印刷厂</label>" in shown
    assert "东桥纺织厂已经归到东桥纺织厂工会。" in shown
    found = page("chen", "/prints/orgs.found_union/records?q=没有这家")
    assert "名称里有“没有这家”的没有能印的" in found
    assert "西塘" not in page("dong", "/prints/orgs.found_union/records")


def test_several_letters_come_as_one_file_or_as_an_archive(town):
    client, keys = client_of("chen"), [town["east"].pk, town["west"].pk]
    one = client.post(f"/prints/{KEY}/records", {"pk": keys, "as": "one"})
    assert "东桥纺织厂工会：" in words(one.content) and "西塘纺织厂工会：" in words(one.content)
    archive = client.post(f"/prints/{KEY}/records", {"pk": keys, "as": "zip"})
    with zipfile.ZipFile(BytesIO(archive.content)) as files:
        assert sorted(files.namelist()) == [
            "法人证书换领提醒函-东桥纺织厂工会.docx",
            "法人证书换领提醒函-西塘纺织厂工会.docx",
        ]


def test_a_chair_who_names_anothers_union_gets_only_her_own(town):
    keys = [town["east"].pk, town["west"].pk, "x", "9" * 30]
    text = words(client_of("dong").post(f"/prints/{KEY}/records", {"pk": keys, "as": "one"}).content)
    assert "东桥" in text and "西塘" not in text


def test_nothing_chosen_is_said():
    answer = client_of("chen").post(f"/prints/{KEY}/records", {"as": "one"})
    assert answer.status_code == 422 and "没有选出要打印的" in answer.content.decode()


def test_the_cards_offer_the_letters_and_say_why_one_cannot_be_had(town):
    shown = page("chen", f"/unions/{town['east'].code}")
    assert f'href="/prints/{KEY}/{town["east"].pk}.docx"' in shown
    employer = Employer.objects.get(name="东桥纺织厂")
    assert "建会通知书：东桥纺织厂已经归到东桥纺织厂工会。" in page("chen", f"/employers/{employer.pk}")
    other = newcomer()
    assert f'href="/prints/orgs.found_union/{other.pk}.docx"' in page("chen", f"/employers/{other.pk}")


def test_a_very_long_list_asks_for_a_name_instead_of_looking_at_everybody(monkeypatch):
    monkeypatch.setattr("gonghui.console.prints.views.SHOWN", 1)
    assert "还有2家没有看" in page("chen", f"/prints/{KEY}/records")
    found = page("chen", f"/prints/{KEY}/records?q=西塘")
    assert "没有看" not in found and "西塘纺织厂工会</label>" in found


def test_an_officer_prints_one_letter_for_the_unions_ticked_in_the_list(town):
    client, back = client_of("chen"), "/unions?view=ending"
    assert f'value="print:{KEY}"' in page("chen", "/unions")
    asked = {"act": f"print:{KEY}", "pk": [town["west"].pk, town["east"].pk], "query": "view=ending"}
    shown = client.post("/unions/bulk", asked).content.decode()
    ticked = re.findall(r'name="pk" value="(\d+)" checked', shown)
    assert ticked == [str(town["west"].pk), str(town["east"].pk)] and f'href="{back}"' in shown
    done = client.post(f"/prints/{KEY}/records", {"pk": ticked, "as": "one", "ready": "printed17"})
    assert "东桥纺织厂工会：" in words(done.content) and done.cookies["printed17"].value == "1"
    odd = client.post(f"/prints/{KEY}/records", {"pk": ticked, "as": "zip", "ready": "sessionid"})
    assert not odd.cookies


def test_what_cannot_be_printed_of_the_ticked_ones_is_said_with_the_reason(town):
    firm = newcomer()
    keys = list(Employer.objects.values_list("pk", flat=True))
    shown = client_of("chen").post("/employers/bulk", {"act": "print:orgs.found_union", "pk": keys}).content.decode()
    assert re.findall(r'value="(\d+)" checked', shown) == [str(firm.pk)]
    assert "东桥纺织厂已经归到东桥纺织厂工会。" in shown


def test_a_chair_prints_only_for_her_own_union_and_no_list_prints_anothers_form(town):
    keys = [town["west"].pk, town["east"].pk]
    shown = client_of("dong").post("/unions/bulk", {"act": f"print:{KEY}", "pk": keys}).content.decode()
    assert re.findall(r'value="(\d+)" checked', shown) == [str(town["east"].pk)]
    for form in ("orgs.found_union", "orgs.none"):
        assert client_of("chen").post("/unions/bulk", {"act": f"print:{form}", "pk": keys}).status_code == 404
