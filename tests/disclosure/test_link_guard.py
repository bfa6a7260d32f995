"""What is never called, in whatever form it is written, and whatever a name leads to later."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from disclosure.rules.links import fetching, guard
from disclosure.rules.links.guard import Barred, Guard, is_public, resolve_host
from disclosure.rules.links.limits import Limits
from disclosure.rules.links.trying import try_link
from disclosure.rules.links.verdicts import Reason, Verdict
from tests.disclosure.link_server import serving

QUICK = Limits(connect_seconds=2, silent_seconds=0.4, whole_seconds=1.5)
PUBLIC = "93.184.216.34"


def called(*_: object, **__: object) -> None:
    raise AssertionError("somebody was called")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://localhost/", Reason.PRIVATE),
        ("http://LOCALHOST./", Reason.PRIVATE),
        ("http://printer.local/", Reason.PRIVATE),
        ("http://intranet/", Reason.PRIVATE),
        ("http://metadata.google.internal/computeMetadata/v1/", Reason.PRIVATE),
        ("http://127.0.0.1/", Reason.PRIVATE),
        ("http://127.8.9.10/", Reason.PRIVATE),
        ("http://127.1/", Reason.PRIVATE),
        ("http://0/", Reason.PRIVATE),
        ("http://0.0.0.0/", Reason.PRIVATE),
        ("http://2130706433/", Reason.PRIVATE),
        ("http://017700000001/", Reason.PRIVATE),
        ("http://0x7f000001/", Reason.PRIVATE),
        ("http://0x7f.0.0.1/", Reason.PRIVATE),
        ("http://0177.0.0.1/", Reason.PRIVATE),
        ("http://example.0x1/", Reason.PRIVATE),
        ("http://10.0.0.8/", Reason.PRIVATE),
        ("http://172.16.9.1/", Reason.PRIVATE),
        ("http://192.168.1.1/", Reason.PRIVATE),
        ("http://100.64.0.1/", Reason.PRIVATE),
        ("http://169.254.169.254/latest/meta-data/", Reason.PRIVATE),
        ("http://192.0.0.192/", Reason.PRIVATE),
        ("http://198.18.0.1/", Reason.PRIVATE),
        ("http://224.0.0.1/", Reason.PRIVATE),
        ("http://239.255.255.250/", Reason.PRIVATE),
        ("http://240.0.0.1/", Reason.PRIVATE),
        ("http://255.255.255.255/", Reason.PRIVATE),
        ("http://[::1]/", Reason.PRIVATE),
        ("http://[::]/", Reason.PRIVATE),
        ("http://[::127.0.0.1]/", Reason.PRIVATE),
        ("http://[::ffff:127.0.0.1]/", Reason.PRIVATE),
        ("http://[::ffff:a9fe:a9fe]/", Reason.PRIVATE),
        ("http://[2002:7f00:1::]/", Reason.PRIVATE),
        ("http://[64:ff9b::169.254.169.254]/", Reason.PRIVATE),
        ("http://[64:ff9b:1::1]/", Reason.PRIVATE),
        ("http://[2001:0:7f00:1::]/", Reason.PRIVATE),
        ("http://[fc00::1]/", Reason.PRIVATE),
        ("http://[fd00:ec2::254]/", Reason.PRIVATE),
        ("http://[fe80::1]/", Reason.PRIVATE),
        ("http://[fe80::1%25eth0]/", Reason.PRIVATE),
        ("http://[fec0::1]/", Reason.PRIVATE),
        ("http://[ff02::1]/", Reason.PRIVATE),
        ("http://①②⑦.0.0.1/", Reason.PRIVATE),
        ("http://127。0。0。1/", Reason.PRIVATE),
        ("http://user@www.example.go.th/", Reason.CREDENTIALS),
        ("http://user:secret@www.example.go.th/", Reason.CREDENTIALS),
        ("http://@www.example.go.th/", Reason.CREDENTIALS),
        ("http://www.example.go.th:22/", Reason.PORT),
        ("http://www.example.go.th:8080/", Reason.PORT),
        ("http://www.example.go.th:99999/", Reason.MALFORMED),
        ("ftp://www.example.go.th/", Reason.SCHEME),
        ("file:///etc/passwd", Reason.SCHEME),
        ("gopher://www.example.go.th/", Reason.SCHEME),
        ("javascript:alert(1)", Reason.SCHEME),
        ("data:text/html,hello", Reason.SCHEME),
        ("www.example.go.th/plan", Reason.MALFORMED),
        ("#", Reason.MALFORMED),
        ("", Reason.MALFORMED),
        ("http:///plan", Reason.MALFORMED),
        ("http://[::1/", Reason.MALFORMED),
        ("http://www.example.go.th\\@127.0.0.1/", Reason.MALFORMED),
        ("http://www.exa\tmple.go.th/", Reason.MALFORMED),
        ("http://www.example.go.th/\r\nHost: inside", Reason.MALFORMED),
        ("http://exa mple.go.th/", Reason.MALFORMED),
        ("http://-.example..th/", Reason.MALFORMED),
    ],
)
def test_it_is_never_called(address, reason, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", called)
    monkeypatch.setattr(socket, "create_connection", called)

    found = try_link(address)

    assert found.reason is reason
    assert found.verdict is (Verdict.UNSURE if reason is Reason.PORT else Verdict.FAILS)
    assert found.words


@pytest.mark.parametrize("ip", [PUBLIC, "203.150.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_what_stands_in_the_open_internet_is_called(ip):
    assert is_public(ip)


@pytest.mark.parametrize(
    "ips",
    [["127.0.0.1"], ["169.254.169.254"], [PUBLIC, "10.0.0.1"], ["fd00::1"], ["::ffff:10.1.1.1"]],
)
def test_a_name_that_leads_inside_is_never_called(ips, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", called)

    found = try_link("http://www.example.go.th/", guard=Guard(resolve=lambda *_: ips))

    assert (found.reason, found.verdict) == (Reason.PRIVATE_NAME, Verdict.UNSURE)


def test_the_machine_that_was_judged_is_the_one_that_is_called(monkeypatch):
    connected = []

    def connect(address, *_args, **_more):
        connected.append(address)
        raise ConnectionRefusedError

    answers = [[PUBLIC], ["127.0.0.1"]]  # a name that changes its mind (DNS rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(socket, "getaddrinfo", called)

    try_link("http://www.example.go.th/", guard=Guard(resolve=lambda *_: answers.pop(0)))

    assert connected == [(PUBLIC, 80)]
    assert answers == [["127.0.0.1"]]


def test_a_name_that_changes_its_mind_between_two_requests_is_left():
    with serving() as server:
        port = server.server_port
        answers = [["127.0.0.1"], ["127.0.0.2"]]
        opened = frozenset({("127.0.0.1", port)})
        rebinding = Guard(resolve=lambda *_: answers.pop(0), opened=opened)

        found = try_link(f"http://www.example.go.th:{port}/plan", guard=rebinding, limits=QUICK)

    assert found.reason is Reason.PRIVATE_NAME
    assert [method for method, *_ in server.asked] == ["HEAD"]


def test_the_door_for_tests_opens_for_its_own_port_only():
    opened = Guard(opened=frozenset({("127.0.0.1", 8099)}))

    assert opened.target("http://127.0.0.1:8099/x").ips == ("127.0.0.1",)
    for address in ("http://127.0.0.1/", "http://127.0.0.2:8099/"):
        with pytest.raises(Barred):
            opened.target(address)
    assert Guard().opened == frozenset()


def test_a_further_port_is_called_where_the_setting_says_so():
    wider = Guard(ports=frozenset({80, 443, 8080}), resolve=lambda *_: [PUBLIC])

    assert wider.target("http://www.example.go.th:8080/").named == "www.example.go.th:8080"


def test_a_thai_address_is_called_in_the_form_of_machines():
    target = Guard(resolve=lambda *_: [PUBLIC]).target("https://โรงเรียน.ไทย/แผน 1?ปี=2564&a=%20b")

    assert target.host.startswith("xn--")
    assert target.path.isascii()
    assert " " not in target.path
    assert target.path.endswith("&a=%20b")
    assert (target.port, target.scheme) == (443, "https")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (socket.EAI_NONAME, Reason.UNKNOWN_HOST),
        (socket.EAI_AGAIN, Reason.OFFLINE),
        (socket.EAI_FAIL, Reason.OFFLINE),
    ],
)
def test_a_name_that_nobody_knows_is_not_one_that_cannot_be_asked_for(code, reason, monkeypatch):
    def fail(*_, **__):
        raise socket.gaierror(code, "no")

    monkeypatch.setattr(guard.socket, "getaddrinfo", fail)

    with pytest.raises(Barred) as barred:
        resolve_host("www.example.go.th", 80)

    assert barred.value.reason is reason


def certificate(folder: Path, host: str, *, days: int = 9) -> tuple[Path, bytes]:
    """Write a certificate that signs itself and its key; return the file and the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName(
        [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=30))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = signed.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "server.pem"
    path.write_bytes(private + pem)
    return path, pem


@pytest.mark.parametrize(
    ("host", "days", "is_known", "reason"),
    [
        ("www.example.go.th", 9, True, Reason.OK),
        ("www.example.go.th", 9, False, Reason.BAD_TLS),
        ("www.other.go.th", 9, True, Reason.BAD_TLS),
        ("www.example.go.th", -1, True, Reason.BAD_TLS),
    ],
)
def test_a_certificate_is_judged_by_the_name_and_not_by_the_machine(
    host, days, is_known, reason, tmp_path
):
    path, pem = certificate(tmp_path, host, days=days)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(path)
    trusted = ssl.create_default_context(cadata=pem.decode() if is_known else None)
    with serving() as server:
        server.socket = server_side.wrap_socket(server.socket, server_side=True)
        port = server.server_port
        opened = frozenset({("127.0.0.1", port)})
        own = Guard(resolve=lambda *_: ["127.0.0.1"], opened=opened)

        found = try_link(
            f"https://www.example.go.th:{port}/plan", guard=own, limits=QUICK, tls=trusted
        )

    assert found.reason is reason


def test_the_portal_trusts_the_usual_authorities():
    assert fetching.trusted().verify_mode is ssl.CERT_REQUIRED
    assert fetching.trusted().check_hostname
    assert len(fetching.trusted().get_ca_certs()) > 50
