"""Several ranks: what is asked of the first one reaches all at the same safe point.

The process group's key-value store carries the requests, never a collective: rank 0 writes numbered
messages and the others read them, at safe points that all count alike. Each message says at which
safe point the next one is due. Rank 0 never waits, and no device is touched.
"""

import json
import time
from datetime import timedelta

from .requests import Request

INTERVAL = 0.2
"""Seconds between two messages, about."""
LONGEST_STRIDE = 1_000
"""The most safe points between two messages, so that steps that become slow are still heard."""
LEAST_HEADWAY = 8
"""Safe points between the decision to begin and the first message at least."""
GRACE = 10.0
"""Seconds that requests wait for all ranks to announce themselves."""
PATIENCE = 600.0
"""Seconds that a rank waits for a message before it goes on without steering."""
KEPT = 1_000
"""The number of messages that stay in the store for ranks that lag."""
PAUSE_TICK = 0.5
"""Seconds between two messages in a pause."""

NOT_ALL = "not all ranks have the callback, so they cannot change together"
ALONE = "this process is one of several, and the client cannot reach the others"
LOST = "the ranks no longer keep step, so they cannot change together"


class Ranks:
    """The ranks of a run."""

    def __init__(self, store, rank, size):
        """``store`` is the process group's; None when there is none to reach the others by."""
        self.is_first = rank == 0
        self.rank = rank
        self.size = size
        self.refusal = None if store is not None else ALONE
        self._store = store
        self._count = 0
        self._number = 0
        self._starts_at = None
        self._is_over = store is None
        self._begun = time.monotonic()
        self._due = 1 if not self._is_over else None
        self._last_due_time = self._begun
        self._last_due_count = 0
        if store is not None:
            store.set("here/%d" % rank, "1")

    # What the run calls

    def safe_point(self, take, refuse):
        """Counts a safe point; returns the requests that all ranks carry out at it.

        ``take`` returns what has arrived at rank 0. ``refuse`` answers requests with a reason.
        """
        self._count += 1
        if self._due is None:
            if self.is_first:
                self._refuse(take(), refuse)
            return ()
        if self._count < self._due:
            return ()
        try:
            if self._starts_at is None:
                return self._prepare(take, refuse)
            return self._exchange(take)
        except Exception:
            self._lose(take if self.is_first else None, refuse)
            return ()

    def exchange_in_pause(self, take, writer):
        """The requests that arrive in a pause; returns at least twice a second."""
        if self._is_over and not self.is_first:
            time.sleep(PAUSE_TICK)
            return [_resume()]
        if self.is_first:
            writer.arrived.wait(PAUSE_TICK)
            writer.arrived.clear()
        try:
            return self._exchange(take)
        except Exception:
            self._lose(None, None)
            return [_resume()]

    def say_goodbye(self):
        """Frees ranks that wait for the next message; called at the end and when giving up."""
        if self._is_over:
            return
        self._is_over = True
        self._due = None
        try:
            if self.is_first:
                self._send({"count": self._count, "bye": True})
            else:
                self._store.set("bye", str(self.rank))
        except Exception:
            pass  # The store is gone, and with it the ranks that could wait.

    # Beginning together

    def _prepare(self, take, refuse):
        """Before the first message: nobody waits for anybody."""
        if self.is_first:
            everybody = ["here/%d" % rank for rank in range(self.size)]
            if self._store.check(everybody):
                headway = max(LEAST_HEADWAY, 3 * self._stride())
                self._starts_at = self._due = self._count + headway
                self._store.set("start", str(self._starts_at))
            else:
                self._due = self._count + self._stride()
                if time.monotonic() - self._begun > GRACE:
                    self._refuse(take(), refuse, NOT_ALL)
            return ()
        if not self._store.check(["start"]):
            self._due = self._count + max(1, self._stride() // 2)
            return ()
        self._starts_at = int(self._store.get("start"))
        if self._count > self._starts_at:
            self.say_goodbye()
            return ()
        self._due = self._starts_at
        return self._exchange(take) if self._count == self._due else ()

    def _stride(self):
        """Safe points until the next message, from the pace of the last ones."""
        now = time.monotonic()
        done = self._count - self._last_due_count
        seconds = now - self._last_due_time
        self._last_due_count, self._last_due_time = self._count, now
        if done <= 0 or seconds <= 0:
            return 1
        longest = min(LONGEST_STRIDE, 2 * done)
        return max(1, min(longest, int(INTERVAL * done / seconds)))

    # Messages

    def _exchange(self, take):
        return self._tell(take) if self.is_first else self._hear()

    def _tell(self, take):
        items = take()
        if self._is_over:
            return items
        if self._number % 8 == 0 and self._store.check(["bye"]):
            raise ConnectionError(LOST)
        self._due = self._count + self._stride()
        requests = [item for item in items if isinstance(item, Request)]
        lines = [{"json": item.json, "fault": item.fault} for item in requests]
        self._send({"count": self._count, "due": self._due, "requests": lines})
        return items

    def _send(self, message):
        self._number += 1
        self._store.set("message/%d" % self._number, json.dumps(message))
        if self._number > KEPT:
            self._store.delete_key("message/%d" % (self._number - KEPT))

    def _hear(self):
        self._number += 1
        message = json.loads(self._wait_for("message/%d" % self._number))
        if message.get("bye"):
            self._is_over = True
            self._due = None
            return [_resume()]
        if message["count"] != self._count:
            raise ConnectionError(LOST)
        self._due = message["due"]
        return [Request(line["json"], line["fault"]) for line in message["requests"]]

    def _wait_for(self, key):
        try:
            self._store.wait([key], timedelta(seconds=2))
            return self._store.get(key)
        except Exception:
            pass  # Waited in vain, or the store is gone; the next look tells which.
        deadline = time.monotonic() + PATIENCE
        while not self._store.check([key]):
            if time.monotonic() > deadline:
                raise TimeoutError(LOST)
            time.sleep(0.01)
        return self._store.get(key)

    # Failing

    def _lose(self, take, refuse):
        """Goes on without steering."""
        self.refusal = self.refusal or LOST
        self.say_goodbye()
        self._is_over = True
        self._due = None
        if take is not None and refuse is not None:
            self._refuse(take(), refuse)

    def _refuse(self, items, refuse, why=None):
        for item in items:
            refuse(item, why or self.refusal or NOT_ALL)


def _resume():
    """A request that ends a pause that nobody is left to end."""
    return Request({"id": "ranks", "source": "ranks", "command": "resume"})
