"""One target value. In: a cell's text and its neighbours. Out: a typed Value, or a plain refusal; never a guess."""

from normalize.value.context import Context
from normalize.value.reading import read

__all__ = ["Context", "read"]
