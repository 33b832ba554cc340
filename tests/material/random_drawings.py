"""The families of random forms with their truth, each a function from a number to a form.

known_heads       indicators under heads that the vocabulary has, in all habits of random_blocks.py
unknown_heads     the same, two heads in five in no vocabulary
several_values    a value column for each town, year, quarter or term
lists             several projects in one table
fields            labels, sums of money and goals
"""

from __future__ import annotations

from collections.abc import Callable

from drawn_truth import DrawnForm
from random_blocks import known_heads, several_values, unknown_heads
from random_fields import fields
from random_lists import lists

FAMILIES: dict[str, Callable[[int], DrawnForm]] = {
    family.__name__: family for family in (known_heads, unknown_heads, several_values, lists, fields)
}
