"""The yearly figures of complaints (สถิติเรื่องร้องเรียน)."""

from ita_portal.documents.kinds.base import DocumentKind

COMPLAINT_STATISTICS = DocumentKind(
    code="complaint_statistics",
    name="รายงานสถิติเรื่องร้องเรียน",
    template="complaint_statistics",
    digits="thai",
    duties=("complaint_statistics",),
    place=35,
)
