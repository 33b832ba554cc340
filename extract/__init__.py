"""Stage 1: a file becomes forms that are still text.

In: a Source. Out: an Extraction (forms, and an account of every cell). Gives no meaning to values.
"""

from extract.form import forms
from extract.readers import read
from extract.source import Source

__all__ = ["Source", "forms", "read"]
