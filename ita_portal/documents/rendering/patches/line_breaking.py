"""Lines break between Thai words also in a narrow typeface.

To find one line, WeasyPrint lays out only the first `width / size * 4` characters. TH SarabunPSK
is so narrow that this cut falls close to the line's end; the dictionary then sees half a word
and breaks inside it ("ประ|สิทธิภาพ"): 3 % of the lines in a table column of 4 cm. With 6 instead
of 4 there were none in 4,360 lines, in the same time.
"""

from __future__ import annotations

import inspect
from types import CodeType

from weasyprint.text import line_break

_NAME = "split_first_line"
_TOO_FEW = "ratio = 4  #"
_ENOUGH = "ratio = 6  #"

ORIGINAL: CodeType = line_break.split_first_line.__code__
"""The function's code as WeasyPrint ships it."""


def _repaired() -> CodeType:
    """Compile the function with the larger ratio. Raises RuntimeError if its source differs."""
    source = inspect.getsource(line_break.split_first_line)
    if source.count(_TOO_FEW) != 1:
        raise RuntimeError(f"{_NAME} no longer has the line that is repaired here")
    module = compile(source.replace(_TOO_FEW, _ENOUGH), line_break.__file__, "exec")
    return next(
        constant
        for constant in module.co_consts
        if isinstance(constant, CodeType) and constant.co_name == _NAME
    )


REPAIRED = _repaired()
"""The same code with the larger ratio."""


def apply() -> None:
    """Put the repaired code in place. The function itself stays, so every importer has it."""
    line_break.split_first_line.__code__ = REPAIRED
