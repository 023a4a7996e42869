"""Names are found by the first letters of their sound."""

import pytest

from gonghui.kernel.names import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("曾志伟", "zzw"), ("单田芳", "stf"), ("仇保兴", "qbx"), ("解缙", "xj"), ("区伟", "ow"), ("翟墨", "zm"), ("查良", "zl"),
        ("覃琴", "qq"), ("尉迟恭", "ycg"), ("单于明", "cym"), ("令狐冲", "lhc"), ("王芳", "wf"), ("", ""), ("阿·依古丽", "ayg"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name: str, letters: str) -> None:
    assert initials(name, person=True)[:3] == letters[:3]


def test_the_same_character_in_a_firm_is_read_as_a_word() -> None:
    assert initials("单一窗口") == "dyck"
    assert initials("宏达3D打印（B）") == "hd3ddyb"
    assert len(initials("工" * 100)) == 60
