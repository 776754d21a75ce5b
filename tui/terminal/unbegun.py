"""Coroutines that may never begin, because the desk ends or newer work takes their place."""

from __future__ import annotations

import inspect
from typing import Any

from textual.dom import DOMNode
from textual.worker import Worker
from textual.worker_manager import WorkerManager


class Workers(WorkerManager):
    """Textual's workers, of which some are told to end before they begin."""

    def _new_worker(self, work: Any, node: DOMNode, **options: Any) -> Worker[Any]:
        worker = super()._new_worker(work, node, **options)
        close_with(worker, work)
        return worker


def close_with(worker: Worker[Any], work: object) -> None:
    """Have work put away without a warning when its worker is over and it has not begun."""
    task = worker._task
    if task is None or not inspect.iscoroutine(work):
        return

    def close(_: object) -> None:
        if inspect.getcoroutinestate(work) == inspect.CORO_CREATED:
            work.close()

    task.add_done_callback(close)
