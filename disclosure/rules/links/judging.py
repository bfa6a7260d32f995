"""What an answer means for somebody from outside: the page, a wall, or nothing there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from disclosure.rules.links.fetching import Answer
from disclosure.rules.links.pages import WebPage
from disclosure.rules.links.verdicts import Reason

_BY_STATUS = {
    401: Reason.LOGIN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    408: Reason.SLOW,
    410: Reason.GONE,
    425: Reason.BUSY,
    429: Reason.BUSY,
    451: Reason.FORBIDDEN,
}
_SIGN_IN_HOSTS = re.compile(
    r"(?:^|\.)(?:accounts\.google\.com|accounts\.youtube\.com|login\.microsoftonline\.com|"
    r"login\.live\.com|login\.windows\.net|login\.yahoo\.com|appleid\.apple\.com|"
    r"access\.line\.me|auth0\.com|okta\.com)$"
)
_SIGN_IN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|signon|auth|authorize|wp-login|admin-login|user/login|"
    r"account/login|servicelogin|cas/login|ลงชื่อเข้าใช้|เข้าสู่ระบบ)(?:[/.?_-]|$)",
    re.IGNORECASE,
)
_DRIVES = re.compile(
    r"(?:^|\.)(?:drive\.google\.com|docs\.google\.com|sites\.google\.com|forms\.gle|onedrive\.live\.com|"
    r"1drv\.ms|sharepoint\.com|dropbox\.com|icloud\.com|mega\.nz|box\.com|mediafire\.com)$"
)
_ASKS_ACCESS = (
    "you need access",
    "request access",
    "you need permission",
    "access denied",
    "ask for access",
    "คุณต้องมีสิทธิ์เข้าถึง",
    "ต้องการสิทธิ์เข้าถึง",
    "ขอสิทธิ์เข้าถึง",
    "คุณไม่มีสิทธิ์เข้าถึง",
    "ต้องได้รับสิทธิ์",
)
_SIGN_IN_WORDS = (
    "เข้าสู่ระบบ",
    "ลงชื่อเข้าใช้",
    "ล็อกอิน",
    "ล็อคอิน",
    "log in",
    "login",
    "sign in",
    "signin",
)
_NOT_FOUND_WORDS = (
    "error 404",
    "404 error",
    "ข้อผิดพลาด 404",
    "page not found",
    "not found",
    "file not found",
    "page cannot be found",
    "page can't be found",
    "could not be found",
    "couldn't be found",
    "no longer available",
    "no longer exists",
    "does not exist",
    "doesn't exist",
    "the page you requested",
    "page you are looking for",
    "page you were looking for",
    "ไม่พบหน้าที่",
    "ไม่พบหน้าเว็บ",
    "ไม่พบหน้านี้",
    "ไม่พบเพจ",
    "ไม่พบเอกสารที่",
    "ไม่พบไฟล์",
    "ไม่พบเนื้อหา",
    "ไม่พบบทความ",
    "ไม่พบข้อมูลที่ท่าน",
    "ไม่พบข้อมูลที่คุณ",
    "ไม่พบข้อมูลที่ต้องการ",
    "ไม่พบข้อมูลที่ร้องขอ",
    "ไม่พบข้อมูลที่เรียก",
    "ไม่มีหน้านี้",
    "ไม่มีหน้าเว็บ",
    "หน้าที่ท่านต้องการไม่",
    "หน้าที่คุณต้องการไม่",
    "หน้าที่ต้องการไม่",
    "ถูกลบหรือย้าย",
    "ถูกย้ายหรือลบ",
    "ถูกลบไปแล้ว",
    "ไม่มีอยู่ในระบบ",
)
_MISSING_PATH = re.compile(r"/(?:404|not-?found|page-?not-?found|error-?404)(?:[/.?]|$)", re.I)
_HOME_PATH = re.compile(
    r"/?(?:(?:th|en|web|www|site|main|home|homepage|portal|v[0-9])/?)?"
    r"(?:(?:index|default|home|main)(?:\.[a-z]{2,5})?/?)?",
    re.IGNORECASE,
)
_SHORT = 400
_SHORTISH = 1500
_LOGIN_PAGE = 700
_THIN = 160


@dataclass(frozen=True)
class Suspicion:
    """What makes a page that opened doubtful, to be compared with one that is surely missing.

    `is_strong` when the page says of itself that it is not there.
    """

    is_strong: bool
    has_words: bool


def judge_status(first: str, final: str, answer: Answer) -> Reason | None:
    """Judge by address and status alone; None when the page itself has to be read.

    `first` is the address that was tried, `final` where it led.
    """
    if is_sign_in(final):
        return Reason.DRIVE if is_drive(first) else Reason.LOGIN
    status = answer.status
    if status in {401, 403} and is_drive(first):
        return Reason.DRIVE
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return _of_server_error(answer)
    if status in {204, 205}:
        return Reason.EMPTY
    return None if 200 <= status < 300 else Reason.ODD


def _of_server_error(answer: Answer) -> Reason:
    """A host that asks people to prove they are people says so with an error."""
    return Reason.FORBIDDEN if answer.header("cf-mitigated") else Reason.SERVER_ERROR


def judge_page(first: str, final: str, page: WebPage) -> Reason | None:
    """Judge a page that opened by what it says; None when nothing speaks against it."""
    flat = _flat(page.text)
    if is_drive(first) and _has(f"{_flat(page.said)} {flat[:_SHORTISH]}", _ASKS_ACCESS):
        return Reason.DRIVE
    if page.asks_password and _is_only_login(page):
        return Reason.LOGIN
    if _MISSING_PATH.search(urlsplit(final).path) and final != first:
        return Reason.SOFT_404
    if led_home(first, final):
        return Reason.HOME
    return Reason.EMPTY if not page.text and not page.shows_more else None


def suspicion(page: WebPage) -> Suspicion | None:
    """Return why a page should be compared with one that is surely missing; None when it need not.

    A long page is not doubted for words in its text: it may be a page about such pages.
    """
    text, said = _flat(page.text), _flat(page.said)
    if _has(said, _NOT_FOUND_WORDS) and len(text) < _SHORTISH:
        return Suspicion(is_strong=True, has_words=True)
    if len(text) < _SHORTISH and _has(text, _NOT_FOUND_WORDS):
        return Suspicion(is_strong=len(text) < _SHORT, has_words=True)
    if len(text) < _THIN:
        return Suspicion(is_strong=False, has_words=False)
    return None


def judge_doubtful(found: Suspicion, *, is_same: bool | None) -> Reason:
    """Judge a doubtful page; `is_same` tells whether a surely missing address of that host looks
    the same, None when that is not known.
    """
    if found.is_strong or (found.has_words and is_same):
        return Reason.SOFT_404
    if is_same or (found.has_words and is_same is None):
        return Reason.SAME_AS_MISSING
    return Reason.OK


def are_same(one: WebPage, other: WebPage) -> bool:
    """Tell whether two pages say the same but for the address that they repeat."""
    if _letters(one.title) != _letters(other.title):
        return False
    mine, theirs = set(_flat(one.text).split()), set(_flat(other.text).split())
    if not mine or not theirs:
        return mine == theirs
    return len(mine & theirs) >= 0.9 * max(len(mine), len(theirs)) - 1


def is_sign_in(address: str) -> bool:
    """Tell whether an address is that of a page to sign in."""
    parts = urlsplit(address)
    if _SIGN_IN_HOSTS.search(parts.hostname or ""):
        return True
    return bool(_SIGN_IN_PATH.search(unquote(parts.path)))


def is_drive(address: str) -> bool:
    """Tell whether an address is one of a place where people share files."""
    return bool(_DRIVES.search(urlsplit(address).hostname or ""))


def led_home(first: str, final: str) -> bool:
    """Tell whether an address of something within a site led to the site's first page."""
    begun, ended = urlsplit(first), urlsplit(final)
    if _HOME_PATH.fullmatch(begun.path or "/") and not begun.query:
        return False
    return bool(_HOME_PATH.fullmatch(ended.path or "/")) and not ended.query


def _is_only_login(page: WebPage) -> bool:
    """A form in a corner of a page with something to read is no wall."""
    letters = len(_flat(page.text))
    if letters < _LOGIN_PAGE // 3:
        return True
    return letters < _LOGIN_PAGE and _has(_flat(page.said), _SIGN_IN_WORDS)


def _flat(words: str) -> str:
    return words.casefold().replace("\u2019", "'")


def _letters(words: str) -> str:
    return re.sub(r"[0-9\W_]+", "", words.casefold(), flags=re.ASCII)


def _has(text: str, words: tuple[str, ...]) -> bool:
    tight = text.replace(" ", "")
    return any(one in text or (not one.isascii() and one in tight) for one in words)
