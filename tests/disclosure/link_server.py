"""A web server of the tests that answers in every way in which web servers answer."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PROSE = "สำนักงานเขตพื้นที่การศึกษาได้จัดทำแผนปฏิบัติการและเผยแพร่ให้ประชาชนทราบ " * 12
MENU = "หน้าแรก ข้อมูลหน่วยงาน บริการประชาชน ติดต่อเรา "


def page(title: str, words: str, head: str = "") -> bytes:
    """Return a page of the web."""
    return (
        f"<!doctype html><html lang=th><head><meta charset=utf-8>{head}"
        f"<title>{title}</title></head>"
        f"<body><nav>{MENU}</nav><h1>{title}</h1><p>{words}</p></body></html>"
    ).encode()


GOOD = page("แผนปฏิบัติการ พ.ศ. 2564", PROSE)
SIGN_IN = page(
    "เข้าสู่ระบบ", "<form>ชื่อผู้ใช้ <input name=u> รหัสผ่าน <input type='password' name=p></form>"
)
MISSING = page("ไม่พบหน้าที่ต้องการ", "หน้านี้อาจถูกลบหรือย้าย")
FRONT = page("สำนักงานเขตพื้นที่การศึกษา", PROSE)
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/": (200, {}, FRONT),
    "/plan": (200, {}, GOOD),
    "/แผน ปี 2564": (200, {}, GOOD),
    "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(GOOD)),
    "/old-thai": (
        200,
        {"Content-Type": "text/html; charset=tis-620"},
        GOOD.decode().encode("cp874"),
    ),
    "/plan.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 " + b"x" * 2000),
    "/empty.pdf": (200, {"Content-Type": "application/pdf"}, b""),
    "/blank": (200, {}, b"<html><body> </body></html>"),
    "/moved": (301, {"Location": "/plan"}, b""),
    "/meta": (200, {}, page("กำลังพาไป", "", "<meta http-equiv=refresh content='0; url=/plan'>")),
    "/renews": (200, {}, page("ระบบ", PROSE, "<meta http-equiv=refresh content='5; url=/renews'>")),
    "/401": (401, {}, SIGN_IN),
    "/403": (403, {}, page("Forbidden", "")),
    "/404": (404, {}, MISSING),
    "/410": (410, {}, MISSING),
    "/429": (429, {"Retry-After": "7200"}, b""),
    "/500": (500, {}, page("Internal Server Error", "")),
    "/503": (503, {"Retry-After": "Wed, 01 Jan 2020 00:00:00 GMT"}, b""),
    "/challenge": (503, {"cf-mitigated": "challenge"}, page("Just a moment...", "")),
    "/204": (204, {}, b""),
    "/304": (304, {}, b""),
    "/members": (302, {"Location": "/login.php?to=/members"}, b""),
    "/login.php": (200, {}, SIGN_IN),
    "/inside": (200, {}, SIGN_IN),
    "/with-login-form": (
        200,
        {},
        page("ข่าว", PROSE + "<form>เข้าสู่ระบบ <input type=password></form>"),
    ),
    "/to-front": (302, {"Location": "/"}, b""),
    "/to-index": (302, {"Location": "/index.php"}, b""),
    "/index.php": (200, {}, FRONT),
    "/to-error": (302, {"Location": "/error/not-found.html"}, b""),
    "/error/not-found.html": (200, {}, page("ขออภัย", PROSE)),
    "/loop": (302, {"Location": "/loop2"}, b""),
    "/loop2": (302, {"Location": "/loop"}, b""),
    "/cookie": (302, {"Location": "/cookie", "Set-Cookie": "seen=1"}, b""),
    "/to-metadata": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
    "/to-localhost": (302, {"Location": "http://localhost/admin"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-password": (302, {"Location": "http://admin:secret@www.example.go.th/"}, b""),
    "/to-nowhere": (302, {"Location": "http://[broken/"}, b""),
    "/soft": (200, {}, MISSING),
    "/soft-english": (200, {}, page("404 Not Found", "Sorry.")),
    "/about-404": (200, {}, page("คู่มือ: page not found คืออะไร", PROSE * 3)),
    "/file/d/1/view": (302, {"Location": "http://accounts.google.com:{port}/ServiceLogin"}, b""),
    "/ServiceLogin": (200, {}, page("Sign in - Google Accounts", "")),
    "/asks": (200, {}, page("You need access", "Request access, or switch account.")),
    "/open": (200, {}, page("แผน.pdf", PROSE)),
    "/no-head": (200, {}, GOOD),
    "/no-range": (200, {}, GOOD),
    "/spa/plan": (200, {}, b"<html><title>app</title><body><div id=app></div><script></script>"),
    "/huge.zip": (200, {"Content-Type": "application/zip"}, b"PK" + b"\0" * 2_000_000),
}


class Handler(BaseHTTPRequestHandler):
    """Answers as PAGES says, and in some ways that no table can say."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""

    def _answer(self, *, with_body: bool) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append(
            (self.command, self.headers["Host"], self.path, dict(self.headers))
        )
        special = getattr(self, f"_{path.strip('/').replace('-', '_')}", None)
        if special is not None and special(with_body=with_body):
            return
        status, headers, body = self._found(path)
        self.send_response(status)
        headers = {"Content-Type": "text/html; charset=utf-8", **headers}
        for name, value in headers.items():
            self.send_header(name, value.format(port=self.server.server_port))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            with contextlib.suppress(OSError):
                self.wfile.write(body)

    def _found(self, path: str) -> tuple[int, dict[str, str], bytes]:
        known = {key.encode().decode("latin-1"): value for key, value in PAGES.items()}
        if path.startswith("/many/"):
            return 302, {"Location": f"/many/{int(path[6:]) + 1}"}, b""
        if path.startswith("/spa/"):
            return PAGES["/spa/plan"]
        if path == "/article.php":
            is_there = self.path.endswith("id=5")
            return 200, {}, GOOD if is_there else page("บทความ", "ไม่พบบทความ " + "เมนู ข่าว " * 60)
        if "%" in path:
            return PAGES["/แผน ปี 2564"] if path.startswith("/%E0%B9%81") else PAGES["/404"]
        return known.get(path, PAGES["/404"])

    def _no_head(self, *, with_body: bool) -> bool:
        if not with_body:
            self.send_error(405)
        return not with_body

    def _no_range(self, *, with_body: bool) -> bool:
        if "Range" in self.headers:
            self.send_error(416)
        return "Range" in self.headers

    def _slow(self, *, with_body: bool) -> bool:
        self.server.stop.wait(20)
        return True

    def _drip(self, *, with_body: bool) -> bool:
        """Send a header now and then, and never come to the end of them."""
        self._send_on(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n", pause=0.1)
        return True

    def _endless(self, *, with_body: bool) -> bool:
        if with_body:
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>a</title>"
            self._send_on(head, b"<p>more</p>" * 2000, pause=0)
        return with_body

    def _drop(self, *, with_body: bool) -> bool:
        self.close_connection = True
        return True

    def _garbage(self, *, with_body: bool) -> bool:
        self._send_on(b"SSH-2.0-OpenSSH_9.2\r\n", b"", pause=0)
        self.close_connection = True
        return True

    def _send_on(self, first: bytes, more: bytes, *, pause: float) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.write(first)
            while more and not self.server.stop.wait(pause):
                self.wfile.write(more)


class Server(ThreadingHTTPServer):
    """The server; `asked` tells what it was asked, `stop` ends its slow answers."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, str, dict[str, str]]] = []
        self.stop = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that hang up."""


@contextmanager
def serving() -> Iterator[Server]:
    """Give a server that runs on this machine, at a port of its own."""
    server = Server()
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
