"""What is held of the last few accounts, for as long as the store says that it still stands."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

ACCOUNTS = 8
"""Accounts of which something is held."""


class Remembered(Generic[T]):
    """One value for each of the last few accounts, made again where the account changed since."""

    def __init__(self, number: Callable[[str], int], make: Callable[[str], T]) -> None:
        """`number` tells the last change of an account, whichever process made it; `make` reads its value."""
        self._number, self._make = number, make
        self._held: OrderedDict[str, tuple[int, T]] = OrderedDict()
        self._using = threading.Lock()

    def of(self, account: str) -> T:
        """Return the value of an account as new as the store."""
        # Asked before reading: what changes in between is then read again, never missed.
        number = self._number(account)
        with self._using:
            held = self._held.get(account)
        if held is not None and held[0] == number:
            return held[1]
        value = self._make(account)
        with self._using:
            self._held[account] = (number, value)
            self._held.move_to_end(account)
            while len(self._held) > ACCOUNTS:
                self._held.popitem(last=False)
        return value

    def forget(self, account: str) -> None:
        """Hold nothing of an account any more."""
        with self._using:
            self._held.pop(account, None)
