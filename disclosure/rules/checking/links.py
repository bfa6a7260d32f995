"""Links that lead nowhere by their looks alone: placeholders, own machines, doors with a lock."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from disclosure.rules.checking.content import Content, Page
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.findings import Check, Finding, error, warning

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'“”()\[\]{}ก-๛]*|(?<![A-Za-z0-9@.])(?:drive|docs|sites)\.google\.com[^\s<>\"'()]*"
)
_HASH = re.compile(
    r"(?:ลิงก์|ลิงค์|ลิ้งก์|ลิ้งค์|link|Link|LINK|URL|url|href|เว็บไซต์|ดาวน์โหลด|คลิก|ดูที่|ได้ที่|รายละเอียด)[^\n#]{0,30}[:=(\s\"'“]\s*#(?![0-9A-Za-zก-๛])"
)
_BARE_HASH = re.compile(r"^\s*#\s*$", re.MULTILINE)
_PLACEHOLDERS = re.compile(
    r"(?:^|\.)(?:example\.(?:com|org|net)|yourdomain\.[a-z]+|your-?site\.[a-z]+|domain\.com|xxx+\.[a-z.]+|test\.com|sample\.com|website\.com)$"
    r"|x{3,}|\.{2,}|…"
)
_LOCKED = re.compile(
    r"(?:^|\.)(?:drive\.google\.com|onedrive\.live\.com|1drv\.ms|sharepoint\.com|dropbox\.com|icloud\.com|mega\.nz|mediafire\.com)$"
)
_OUTSIDE = re.compile(
    r"(?:^|\.)(?:sites\.google\.com|docs\.google\.com|blogspot\.com|wordpress\.com|wixsite\.com|weebly\.com|facebook\.com|fb\.com|fb\.me|canva\.com|canva\.site|padlet\.com)$"
)
_OWN_WORDS = re.compile(
    r"(?:เผยแพร่|เว็บไซต์ของสำนักงาน|เว็บไซต์สำนักงาน|เว็บไซต์หลัก|เว็บไซต์หน่วยงาน|เว็บไซต์ของหน่วยงาน)[^\n]{0,60}$"
)
_SHARED = re.compile(r"docs\.google\.com/[^\s]*/(?:edit|d/)|/folders/|/file/d/")
_LOGIN = re.compile(r"/(?:login|signin|sign-in|wp-admin|admin)(?:[/.?]|$)", re.IGNORECASE)
_MEND = "ใช้ลิงก์ถาวรบนเว็บไซต์ของสำนักงานที่เปิดได้โดยไม่ต้องเข้าสู่ระบบ"
_MOST = 4
LONGEST_ADDRESS = 1000


def check_link(content: Content, context: Context) -> Iterator[Finding]:
    """Find links in the text that lead nowhere or behind a lock, without calling any of them."""
    found: list[Finding] = []
    for page in content.pages:
        hollow = (_HASH.search(page.text), _BARE_HASH.search(page.text))
        found += [_placeholder(page.quoting(one[0]), "#") for one in hollow if one]
        found += _addresses(page, context)
    yield from found[:_MOST]


def _addresses(page: Page, context: Context) -> Iterator[Finding]:
    for match in _ADDRESS.finditer(page.text):
        before = page.text[max(0, match.start() - 90) : match.start()]
        verdict = judge_address(match[0], context, is_own=bool(_OWN_WORDS.search(before)))
        if verdict:
            yield verdict(page.quoting(match[0]))


def addresses_in(text: str) -> list[str]:
    """Return the addresses of the web that a text names, each once, as they can be called."""
    found = (match[0].rstrip(".,;:!?…'\"*") for match in _ADDRESS.finditer(text))
    whole = (one if "://" in one else f"https://{one}" for one in found)
    return list(dict.fromkeys(one for one in whole if len(one) <= LONGEST_ADDRESS))


def check_address(address: str, context: Context) -> Iterator[Finding]:
    """Find what is wrong with the address of evidence that is a link."""
    if address.strip() in {"", "#"} or address.strip().startswith(("#", "javascript:")):
        yield _placeholder("ลิงก์ของหลักฐาน", address or "ว่าง")
        return
    verdict = judge_address(address, context, is_own=True)
    if verdict:
        yield verdict("ลิงก์ของหลักฐาน")


def _placeholder(where: str, address: str) -> Finding:
    return error(
        Check.LINK,
        f"ลิงก์ “{address}” เป็นเพียงที่ว่าง ไม่พาไปที่ใด",
        where=where,
        mend=_MEND,
    )


class _Verdict:
    """A finding that waits for its place."""

    def __init__(self, message: str, *, is_error: bool) -> None:
        self._message, self._is_error = message, is_error

    def __call__(self, where: str) -> Finding:
        make = error if self._is_error else warning
        return make(Check.LINK, self._message, where=where, mend=_MEND)


def judge_address(address: str, context: Context, *, is_own: bool) -> _Verdict | None:
    """Judge an address by its looks; `is_own` when it is said to be a page of the office."""
    host, path = _parts(address)
    if host is None:
        return _Verdict(f"ลิงก์ “{address[:60]}” ไม่สมบูรณ์", is_error=True)
    if _PLACEHOLDERS.search(host):
        return _Verdict(f"ลิงก์ “{address[:60]}” เป็นเพียงตัวอย่าง ไม่พาไปที่ใด", is_error=True)
    if _is_private(host):
        return _Verdict(f"ลิงก์ “{address[:60]}” เปิดได้เฉพาะในเครื่องหรือเครือข่ายภายใน", is_error=True)
    if _LOCKED.search(host) or _SHARED.search(host + path):
        return _Verdict(f"ลิงก์ไปยัง {host} อาจต้องขอสิทธิ์หรือเข้าสู่ระบบ และไม่อยู่บนเว็บไซต์หลัก", is_error=False)
    if _LOGIN.search(path):
        return _Verdict("ลิงก์นี้เป็นหน้าเข้าสู่ระบบ ผู้ประเมินเปิดไม่ได้", is_error=False)
    return _outside(host, context, is_own=is_own)


def _outside(host: str, context: Context, *, is_own: bool) -> _Verdict | None:
    own = {_bare(one) for one in context.own_hosts} | {_bare(_parts(context.website)[0] or "")}
    own.discard("")
    if _bare(host) in own or any(_bare(host).endswith("." + one) for one in own):
        return None
    if not is_own:
        return None
    if own or _OUTSIDE.search(host):
        return _Verdict(f"ลิงก์ไปยัง {host} ซึ่งไม่ใช่เว็บไซต์หลักของสำนักงาน", is_error=False)
    return None


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _parts(address: str) -> tuple[str | None, str]:
    address = address.strip().rstrip(".,;:")
    if "://" not in address:
        address = f"http://{address}"
    try:
        found = urlsplit(address)
        host = found.hostname
    except ValueError:
        return None, ""
    if not host or ("." not in host and host != "localhost" and ":" not in host):
        return None, ""
    return host, found.path + ("?" + found.query if found.query else "")


def _is_private(host: str) -> bool:
    if host == "localhost" or host.endswith((".local", ".localhost", ".internal", ".lan")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
