"""A certificate authority that exists in the tests alone, and a time-stamp server of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

PASSWORD = "รหัสผ่าน 1234"
OFFICE = "สพป.ตัวอย่าง เขต 1"
"""A common name has at most 64 bytes."""


def name(words: str) -> x509.Name:
    """Return a name of which the common name is Thai."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "TH"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "หน่วยงานทดสอบ"),
            x509.NameAttribute(NameOID.COMMON_NAME, words),
        ]
    )


@cache
def key(kind: str = "ec"):
    """Return a key of the kind, made once: "ec", "other ec" or "rsa"."""
    if kind == "rsa":
        return rsa.generate_private_key(65537, 3072)
    return ec.generate_private_key(ec.SECP256R1())


def certify(
    subject: str,
    its_key,
    *,
    days: tuple[int, int] = (-10, 400),
    for_signing: bool = True,
    purposes: list[x509.ObjectIdentifier] | None = None,
    is_authority: bool = False,
) -> x509.Certificate:
    """Return a certificate by the authority, valid from and until so many days from now."""
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=for_signing and not is_authority,
        content_commitment=for_signing and not is_authority,
        key_encipherment=not for_signing,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name("ผู้ออกทดสอบ"))
        .public_key(its_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(usage, critical=True)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return builder.sign(key("authority"), hashes.SHA256())


@cache
def root() -> x509.Certificate:
    """Return the authority's own certificate."""
    return certify("ผู้ออกทดสอบ", key("authority"), days=(-1000, 4000), is_authority=True)


def root_pem() -> bytes:
    """Return the authority's certificate as it is put into the folder of the trusted."""
    return root().public_bytes(serialization.Encoding.PEM)


def container(
    *, kind: str = "ec", password: str = PASSWORD, with_key: bool = True, **facts
) -> bytes:
    """Return a PKCS#12 file of the office; `facts` as `certify` takes them."""
    certificate = certify(OFFICE, key(kind), **facts)
    locking = (
        serialization.BestAvailableEncryption(password.encode())
        if password
        else serialization.NoEncryption()
    )
    return pkcs12.serialize_key_and_certificates(
        "ใบรับรอง".encode(), key(kind) if with_key else None, certificate, [root()], locking
    )


SERVER_CERTIFICATE = [ExtendedKeyUsageOID.SERVER_AUTH]


@contextmanager
def time_server(*, answers: bool = True) -> Iterator[str]:
    """Give the address of a time-stamp server on this machine; one that fails, on demand."""
    stamps = DummyTimeStamper(
        tsa_cert=_asn1(certify("เวลา", key("rsa"), purposes=[ExtendedKeyUsageOID.TIME_STAMPING])),
        tsa_key=_asn1_key(key("rsa")),
        certs_to_embed=_embedded(),
    )

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            body = stamps.request_tsa_response(asked).dump() if answers else b""
            self.send_response(200 if answers else 503)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _asn1_key(its_key) -> keys.PrivateKeyInfo:
    encoding, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    data = its_key.private_bytes(serialization.Encoding.DER, encoding, plain)
    return keys.PrivateKeyInfo.load(data)


def _embedded() -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    store.register(_asn1(root()))
    return store
