"""The one thread that owns the one connection to the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    # The thread itself loads the store, while the program loads its screen.
    from data.store.books import Books
    from data.store.store import Store

Result = TypeVar("Result")


class StoreThread:
    """Opens a store in a thread of its own and does there what it is given, in order.

    Opening begins at once, so that whatever else a program must load can be loaded meanwhile.
    """

    def __init__(self, opening: Callable[[], Store]) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._opened: Future[Store] = self._executor.submit(opening)
        self._is_closed = False

    def wait_until_open(self) -> Store:
        """Wait for the store; raises what opening it raised."""
        return self._opened.result()

    async def read(self, work: Callable[[Books], Result]) -> Result:
        """Read this of the books, after all that was given before, and give its result.

        Each of its answers is of the same moment, whatever other programs save meanwhile.
        """

        def of_one_moment(store: Store) -> Result:
            with store.one_moment():
                return work(store)

        return await self._when_done(of_one_moment)

    async def write(self, work: Callable[[Store], Result]) -> Result:
        """Do this with the store, which may be changed, as `read` does."""
        return await self._when_done(work)

    async def _when_done(self, work: Callable[[Store], Result]) -> Result:
        if self._is_closed:
            # Whatever asks as the program ends is told as if it had been ended itself.
            raise asyncio.CancelledError
        return await asyncio.wrap_future(self.submit(work))

    def submit(self, work: Callable[[Store], Result]) -> Future[Result]:
        """Do this with the store as soon as its turn comes."""
        return self._executor.submit(lambda: work(self._opened.result()))

    def close(self) -> None:
        """Finish what was given, close the store and end the thread."""
        self._is_closed = True
        self._executor.submit(self._close)
        self._executor.shutdown(wait=True)

    def _close(self) -> None:
        if self._opened.exception() is None:
            self._opened.result().close()
