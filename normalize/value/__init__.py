"""One target value. In: a cell's text and its neighbours. Out: a typed Value, or a plain refusal; never a guess."""

from normalize.value.achievement import actual, attained
from normalize.value.context import Context
from normalize.value.explanation import Explanation, explain
from normalize.value.reading import read

__all__ = ["Context", "Explanation", "actual", "attained", "explain", "read"]
