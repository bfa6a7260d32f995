"""The seal on a finished PDF: PAdES, invisible, made with the certificate of the office.

Loads pyHanko, some 25 MB: imported when a paper of an office with a certificate is made, by
nothing else. The look of the page stays as it is, since a visible stamp would break PDF/A-3a.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ita_portal.documents.rendering.containers import PURPOSE, Unpacked, unpack
from ita_portal.keys import decrypt

logger = logging.getLogger(__name__)

FIELD = "OfficeSeal"
SPOKEN = "ผนึกอิเล็กทรอนิกส์ของสำนักงาน"  # what a screen reader calls the seal
REACH_WITHIN = 8
"""Seconds that the time-stamp server has for each of its two answers."""
LONGEST_STAMP = 100_000
NO_TIME = "เซิร์ฟเวอร์เวลาไม่ตอบในขณะที่ผนึก จึงผนึกด้วยเวลาของระบบ ไม่มีเวลาที่บุคคลที่สามรับรอง"


@dataclass(frozen=True)
class Sealed:
    """A sealed PDF; `has_trusted_time` is whether a time-stamp server vouched for the moment."""

    data: bytes
    has_trusted_time: bool
    note: str


class _Writer(IncrementalPdfFileWriter):
    """Appends the seal, and leaves the metadata alone.

    pyHanko writes them anew, with the hour in them and without what they say of PDF/UA and of
    the paper's code.
    """

    def _update_meta(self) -> None:
        return


class _Signer(signers.Signer):
    """Signs with a key that is loaded already: pyHanko's own would check it anew each time."""

    def __init__(self, unpacked: Unpacked) -> None:
        certificates = [x509.Certificate.load(one) for one in unpacked.chain]
        super().__init__(
            signing_cert=x509.Certificate.load(unpacked.certificate),
            cert_registry=_store(certificates),
        )
        self._key = unpacked.key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's signature
    ) -> bytes:
        """Return the signature of `data`, or as many bytes when only room is made for it."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            if dry_run:
                return bytes(self._key.key_size // 8)
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        if dry_run:
            return bytes(2 * (self._key.key_size // 8) + 16)
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


def _store(certificates: list[x509.Certificate]) -> SimpleCertificateStore:
    found = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    found.register_multiple(certificates)
    return found


class _Server(TimeStamper):
    """A time-stamp server over HTTP. **Source:** RFC 3161, section 3.4."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        if urlsplit(url).scheme not in {"http", "https"}:
            raise TimestampRequestError("the address of the time-stamp server is none of the web")
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask the server; the worker does nothing else meanwhile."""
        request = Request(  # noqa: S310 - the scheme was looked at
            self._url, req.dump(), {"Content-Type": "application/timestamp-query"}
        )
        try:
            with urlopen(request, timeout=REACH_WITHIN) as answer:  # noqa: S310 - as above
                return tsp.TimeStampResp.load(answer.read(LONGEST_STAMP))
        except HTTPError as error:
            error.close()
            raise


def seal_pdf(pdf: bytes, container: bytes, *, office_name: str, tsa: str) -> Sealed:
    """Return `pdf` with the seal of the office appended; its own bytes stay as they are before it.

    `container` is that of the office's Certificate, locked. With the address `tsa` of a
    time-stamp server the seal carries its time; when the server is not to be reached, or answers
    wrongly, the paper is sealed without, and `note` says so. Raises KeyLostError when the
    container cannot be opened, and what pyHanko raises for a PDF that it cannot read.
    """
    unpacked = unpack(decrypt(PURPOSE, container))
    if tsa:
        try:
            stamped = _sealed(pdf, unpacked, office_name=office_name, server=_Server(tsa))
            return Sealed(stamped, has_trusted_time=True, note="")
        except (TimestampRequestError, URLError, OSError, ValueError, TypeError) as error:
            logger.warning("the time-stamp server gave no time: %s", error)
    data = _sealed(pdf, unpacked, office_name=office_name, server=None)
    return Sealed(data, has_trusted_time=False, note=NO_TIME if tsa else "")


def _room(unpacked: Unpacked) -> int:
    """Return how many hex digits the seal needs at most; to try it out would take half the time."""
    certificates = sum(len(one) for one in (unpacked.certificate, *unpacked.chain))
    return 2 * (certificates + unpacked.key.key_size + 2048)


def _sealed(pdf: bytes, unpacked: Unpacked, *, office_name: str, server: _Server | None) -> bytes:
    facts = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=office_name,
        reason=f"ผนึกเอกสารของ{office_name}",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    target = io.BytesIO()
    field = SigFieldSpec(FIELD, readable_field_name=SPOKEN)
    signer = signers.PdfSigner(facts, _Signer(unpacked), timestamper=server, new_field_spec=field)
    room = None if server else _room(unpacked)
    signer.sign_pdf(_Writer(io.BytesIO(pdf)), output=target, bytes_reserved=room)
    return target.getvalue()
