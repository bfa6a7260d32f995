"""What WeasyPrint 70.0 gets wrong with our papers or cannot do: one module for each fault.

Each repair says why it is needed; tests/documents/test_patches.py shows that WeasyPrint
without it is still wrong, so a version that no longer needs one is noticed.
"""

import weasyprint

from ita_portal.documents.rendering.patches import (
    colour_profile,
    drawings,
    justification,
    line_breaking,
    next_page,
    text_layer,
)

WEASYPRINT = "70.0"
"""The version whose inner functions the repairs were written against."""


def apply() -> None:
    """Repair WeasyPrint in this process. Safe to repeat.

    Raises RuntimeError for another version of WeasyPrint: look at every repair first.
    """
    if weasyprint.__version__ != WEASYPRINT:
        raise RuntimeError(
            f"the repairs are for WeasyPrint {WEASYPRINT}, not {weasyprint.__version__}"
        )
    line_breaking.apply()
    justification.apply()
    text_layer.apply()
    colour_profile.apply()
    drawings.apply()
    next_page.apply()
