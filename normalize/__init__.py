"""Stage 2: a form that is text becomes a form that a program can use.

In: a RawForm. Out: a Form (typed values, amounts in yuan, dates, categories). Opens no file.
"""

from normalize.form import form

__all__ = ["form"]
