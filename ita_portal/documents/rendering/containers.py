"""PKCS#12 files: what the certificate in one says, and whether papers can be sealed with it.

Loads `cryptography`: imported by what installs a certificate and what seals, by nothing else.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID as Usage
from cryptography.x509.oid import NameOID, ObjectIdentifier

from ita_portal.errors import Refused

PURPOSE = "certificates"
"""The purpose of the keys with which contents are locked; see ita_portal.keys."""
LEAST_RSA_BITS = 2048
NO_CONTAINER = (
    "ไฟล์นี้ไม่ใช่ไฟล์ใบรับรองแบบ PKCS#12 (.p12 หรือ .pfx) หรือไฟล์เสียหาย โปรดเลือกไฟล์ที่ผู้ออกใบรับรองให้มา"
)
WRONG_PASSWORD = "รหัสผ่านของไฟล์ใบรับรองไม่ถูกต้อง โปรดตรวจแล้วกรอกใหม่ (เป็นรหัสที่ตั้งไว้เมื่อได้ไฟล์มา)"  # noqa: S105 - words for people
NO_KEY = "ไฟล์นี้มีแต่ใบรับรอง ไม่มีกุญแจส่วนตัว จึงผนึกเอกสารไม่ได้ โปรดส่งออกใบรับรองใหม่พร้อมกุญแจส่วนตัว"
NO_CERTIFICATE = "ไฟล์นี้มีกุญแจแต่ไม่มีใบรับรองของกุญแจนั้น โปรดส่งออกใหม่ให้มีใบรับรองอยู่ด้วย"
NOT_FOR_SIGNING = "ใบรับรองนี้ไม่ได้ออกให้ใช้ลงลายมือชื่อ จึงผนึกเอกสารไม่ได้ โปรดขอใบรับรองสำหรับลงลายมือชื่อเอกสาร"
UNKNOWN_KEY = "กุญแจของใบรับรองนี้เป็นชนิดหรือขนาดที่ใช้ผนึกเอกสารไม่ได้ ต้องเป็น RSA ตั้งแต่ 2048 บิต หรือ ECDSA"

Kind = TypeVar("Kind", bound=x509.ExtensionType)
SigningKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_FOR_PAPERS = {
    Usage.ANY_EXTENDED_KEY_USAGE,
    Usage.EMAIL_PROTECTION,
    Usage.CLIENT_AUTH,
    ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # document signing, RFC 9336
    ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # document signing, Microsoft
    ObjectIdentifier("1.2.840.113583.1.1.5"),  # authentic documents, Adobe
}
_NAMES = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.COUNTRY_NAME)


@dataclass(frozen=True)
class Contents:
    """What a container holds. `packed` is key, certificate and chain, in the open: to be locked."""

    subject: str
    issuer: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    packed: bytes


@dataclass(frozen=True)
class Unpacked:
    """Key, certificate and the certificates above it, ready to seal with; DER."""

    key: SigningKey
    certificate: bytes
    chain: tuple[bytes, ...]


def read_container(data: bytes, password: str) -> Contents:
    """Return what a PKCS#12 file holds. Its dates are for the caller to judge.

    Raises Refused, each in words of its own, for a file that is none, a wrong password, a missing
    key or certificate, a key that no seal can be made with, and a certificate that is not for
    signing.
    """
    key, certificate, others = _opened(data, password)
    _require_use(key, certificate)
    chain = [other.certificate.public_bytes(Encoding.DER) for other in others]
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    parts = [private, certificate.public_bytes(Encoding.DER), *chain]
    return Contents(
        subject=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        packed=json.dumps([b64encode(part).decode() for part in parts]).encode(),
    )


def unpack(packed: bytes) -> Unpacked:
    """Return what `read_container` packed."""
    private, certificate, *chain = (b64decode(part) for part in json.loads(packed))
    # It was checked when it was installed; to check it again takes longer than a whole paper.
    key = load_der_private_key(private, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        raise TypeError("no key for signing was packed")
    return Unpacked(key, certificate, tuple(chain))


def _opened(
    data: bytes, password: str
) -> tuple[SigningKey, x509.Certificate, list[pkcs12.PKCS12Certificate]]:
    try:
        found = pkcs12.load_pkcs12(data, password.encode() or None)
    except (ValueError, TypeError) as error:
        raise Refused(WRONG_PASSWORD if _is_container(data) else NO_CONTAINER) from error
    if found.key is None:
        raise Refused(NO_KEY if found.cert or found.additional_certs else NO_CONTAINER)
    if found.cert is None:
        raise Refused(NO_CERTIFICATE)
    if not isinstance(found.key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        raise Refused(UNKNOWN_KEY)
    return found.key, found.cert.certificate, found.additional_certs


def _is_container(data: bytes) -> bool:
    """Tell whether the file is a PKCS#12 one, whatever its password."""
    try:
        whole = Pfx.load(data, strict=True)
        return bool(whole["version"].native == "v3" and whole["auth_safe"].native is not None)
    except (ValueError, TypeError, KeyError):
        return False


def _require_use(key: SigningKey, certificate: x509.Certificate) -> None:
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < LEAST_RSA_BITS:
        raise Refused(UNKNOWN_KEY)
    try:
        usage = _extension(certificate, x509.KeyUsage)
        purposes = _extension(certificate, x509.ExtendedKeyUsage)
    except ValueError as error:  # an extension that nobody can read
        raise Refused(NO_CONTAINER) from error
    if usage and not (usage.digital_signature or usage.content_commitment):
        raise Refused(NOT_FOR_SIGNING)
    if purposes and not _FOR_PAPERS & set(purposes):
        raise Refused(NOT_FOR_SIGNING)


def _extension(certificate: x509.Certificate, kind: type[Kind]) -> Kind | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _name(name: x509.Name) -> str:
    """Return who it is, for people: common name, organisation, country; all parts without them."""
    found = [str(part.value) for oid in _NAMES for part in name.get_attributes_for_oid(oid)]
    return ", ".join(dict.fromkeys(found))[:400] or name.rfc4514_string()[:400]
