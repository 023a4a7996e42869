"""The office's own words about passwords: too short, or the kind that is guessed first in this country."""

import re
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

WORDS = (
    "password", "passwd", "admin", "administrator", "root", "guest", "test", "user", "welcome", "letmein", "iloveyou",
    "woaini", "woaizhongguo", "woaiwojia", "woaizuguo", "nihao", "zhongguo", "china", "beijing", "shanghai", "jiangsu",
    "gonghui", "zonggonghui", "zhengonghui", "zhuxi", "ganshi", "laodong", "laomo", "zhigong", "dangyuan", "mima",
    "koulin", "kouling", "denglu", "gonggong", "jiayou", "shunli", "facai", "fadacai", "jixiang", "ruyi", "pingan",
    "xingfu", "kuaile", "xinnian", "huanying", "asdf", "asdfgh", "asdfghjkl", "qwer", "qwerty", "qwertyuiop", "zxcv",
    "zxcvbn", "zxcvbnm", "qazwsx", "wsxedc", "abc", "abcd", "aaa", "qwe", "asd", "zxc", "qaz", "wsx", "gonghuitong",
)  # fmt: skip
"""What a guesser tries first, with any digits before or behind."""

LUCKY = ("520", "521", "1314", "5201314", "666", "888", "168", "518", "123", "321", "110", "119")
ROWS = (
    "1234567890",
    "0987654321",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv",
)
_LEET = str.maketrans("@$01357", "asoiest")
_PHONE = re.compile(r"1[3-9]\d{9}")
_BORN = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


class LongEnough(MinimumLengthValidator):
    """Refuses a password with fewer than `min_length` characters, in Chinese."""

    def get_error_message(self) -> str:
        return f"口令太短，至少要{self.min_length}个字。"

    def get_help_text(self) -> str:
        return f"至少{self.min_length}个字。"


class NotGuessed:
    """Refuses what is tried first: everyday words and pinyin with a few digits, keyboard rows, a birthday or telephone
    number with a few letters, the person's own account name with a year."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError, with the reason in Chinese."""
        reason = why_guessed(password, getattr(user, "username", ""))
        if reason:
            raise ValidationError(reason, code="guessed")

    def get_help_text(self) -> str:
        return "不要用常见的词、键盘上连着的字母、生日或手机号。"


def why_guessed(password: str, username: str = "") -> str:
    """Why a guesser would soon have it, as a sentence; "" for a password that is none of those."""
    plain = password.lower()
    bare = re.sub(r"[\W_]", "", plain)
    letters = re.sub(r"[^a-z]", "", bare)
    unmasked = re.sub(r"[^a-z]", "", plain.translate(_LEET))
    own = re.sub(r"[^a-z]", "", username.lower())
    if len(set(plain)) < 5 or _walks(bare):
        return "口令里是重复的或键盘上连着的字，容易猜到。"
    if {letters, unmasked} & {word * times for word in WORDS for times in (1, 2)} or _only_words(letters):
        return "这个口令是常见的词加数字，容易猜到；换成一句只有自己知道的话。"
    if own and letters in (own, own * 2):
        return "这个口令是账号加数字，容易猜到。"
    if (_PHONE.search(bare) or _BORN.search(bare)) and len(letters) <= 5:
        return "这个口令是手机号或生日加几个字母，容易猜到。"
    if not letters.strip() and any(lucky * 2 in bare for lucky in LUCKY):
        return "这个口令是吉利数字，容易猜到。"
    return ""


def _only_words(letters: str) -> bool:
    """Whether two of the common words stand one behind the other and nothing else."""
    return any(letters.startswith(word) and letters[len(word) :] in WORDS for word in WORDS if letters)


def _walks(text: str) -> bool:
    """Whether nearly all of it walks along the keyboard or the alphabet, or stands still."""
    if len(text) < 2:
        return True
    rows = [row for line in ROWS for row in (line, line[::-1])]
    steps = sum(1 for one, two in pairwise(text) if one == two or any(one + two in row for row in rows))
    return steps >= 0.75 * (len(text) - 1)
