"""A place in a sequence of tokens."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.value.tokens import Token


class Cursor:
    """Tokens, and the index of the one at hand."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def letter(self, ahead: int = 1) -> str:
        """The letter of a token ahead (0: at hand; negative: behind); blank past either end."""
        index = self.at + ahead
        return self.tokens[index].letter if 0 <= index < len(self.tokens) else ""

    def text(self, ahead: int = 1) -> str:
        """The text of a token ahead; blank past either end."""
        index = self.at + ahead
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def since(self, start: int) -> str:
        """The text from one index up to the token at hand."""
        return "".join(token.text for token in self.tokens[start : self.at])

    def ahead(self, count: int) -> str:
        """The text of so many tokens, from the one at hand on."""
        return "".join(token.text for token in self.tokens[self.at : self.at + count])
