"""The thread that owns a run's files, so that training never waits for a disk."""

import os
import sys
import threading
import time
from collections import deque

from .folder import COMMANDS, claim
from .intake import CommandIntake
from .journal import Journal, Occupied
from .machine import Machine
from .step_event import StepEvent, encoder

TICK = 0.1
"""Seconds between two looks at the queue and at the commands."""
SIGN_OF_LIFE = 5.0
"""Seconds between two signs of life."""
LOOK_FOR_FOLDER = 1.0
"""Seconds between two looks whether the folder is still there."""
RETRY = 1.0
"""Seconds between two tries to write to a disk that refused."""
MOST_STEPS = 4_000
"""The number of events that may wait before steps are dropped."""
MOST_UNREAD = 64
"""The number of events that may wait before the metrics of steps are no longer kept as tensors."""
MOST_EVENTS = 100_000
"""The number of events that may wait before all but the end are dropped."""
PATIENCE_AT_EXIT = 2.0
"""Seconds that the end of the script waits for the disk."""


_told = set()


def say(text):
    """Writes a line for the person who started the script; never raises."""
    try:
        bars = getattr(getattr(sys.modules.get("tqdm"), "tqdm", None), "_instances", ())
        # A bar ends in the midst of a line.
        sys.stderr.write("%splateau: %s\n" % ("\n" if len(bars) else "", text))
        sys.stderr.flush()
    except Exception:
        pass


class Writer:
    """Writes events and reads commands on a thread of its own.

    ``put`` and ``inbox`` may be used from any thread; on this one ``on_arrival`` is called after
    something has arrived in ``inbox``, and ``on_turn`` at each look at the queue. What the disk
    refuses waits in memory; when too much waits, steps are dropped first. Trouble is reported once on
    standard error.
    """

    def __init__(self, path, name, resumes):
        self.folder = None
        self.inbox = deque()
        self.arrived = threading.Event()
        self.on_arrival = self.on_turn = None
        self.trouble = None
        self._path = path
        self._name = name
        self._resumes = resumes
        self._queue = deque()
        self._sleep = threading.Lock()  # A wait for it costs half of one for an Event.
        self._sleep.acquire()
        self._is_closing = False
        self._is_dead = False
        self._lost = 0
        self._start_line = None
        self._journal = None
        self._intake = None
        self._machine = None
        self._waiting = b""
        self._next_try = 0.0
        self._next_sign = 0.0
        self._next_look = 0.0
        self._thread = threading.Thread(target=self._work, name="plateau-writer", daemon=True)
        self._thread.start()

    def put(self, event, is_step=False):
        """Queues an event: a dictionary with ``event`` and ``time`` first."""
        waiting = len(self._queue)
        if waiting >= MOST_STEPS and (is_step or waiting >= MOST_EVENTS):
            if is_step or event.get("event") != "run_ended":
                self._lost += not is_step
                return
        if is_step and waiting >= MOST_UNREAD and type(event) is StepEvent:
            event = event.members()
        self._queue.append(event)

    def hurry(self):
        """Makes the thread look at once."""
        try:
            self._sleep.release()
        except RuntimeError:
            pass  # It looks already.

    def close(self, patience=PATIENCE_AT_EXIT):
        """Writes what waits and ends the thread; waits at most ``patience`` seconds."""
        self._is_closing = True
        self.hurry()
        if self._thread is not threading.current_thread():
            self._thread.join(patience)

    def abandon(self):
        """Lets go of the files in a forked child, where the thread does not exist."""
        self._is_dead = True
        if self._journal is not None:
            self._journal.close()

    def _work(self):
        try:
            while not self._is_dead:
                self._sleep.acquire(timeout=TICK)
                is_last = self._is_closing
                self._turn()
                if self.on_turn is not None:
                    self.on_turn()
                if is_last and not self._queue:
                    break
            if self._machine is not None:
                self._machine.close()
            if self._journal is not None:
                self._journal.close()
        except Exception as error:  # A fault of ours must not show in the script.
            self._report("this run is no longer recorded: %r" % error)

    def _turn(self):
        now = time.monotonic()
        if now < self._next_try and not self._is_closing:
            return
        try:
            if self._journal is None:
                self._open()
            if now >= self._next_look:
                self._next_look = now + LOOK_FOR_FOLDER
                if self._journal.is_gone():
                    self._open_again()
            self._write()
            self._keep_alive(now)
        except Occupied as error:
            self._report("%s; this process does not record a run" % error)
            self._is_dead = True
            return
        except OSError as error:
            self._next_try = now + RETRY
            place = self._journal.path if self._journal else (self._path or "runs")
            self._report("%s: %s; training goes on without it" % (place, error.strerror or error))
            if self._is_closing:
                self._queue.clear()
        self._look()

    def _open(self):
        self.folder, self._journal = claim(self._path, self._name, self._resumes)
        self._intake = CommandIntake(
            os.path.join(self.folder, COMMANDS), from_end=self._journal.end > 0
        )
        self._machine = Machine(self.folder)
        if self._path is None:
            say("this run is in %s; to watch and steer it: plateau watch %s" % (2 * (self.folder,)))
        elif self.folder != self._path and self._path not in _told:
            _told.add(self._path)
            say(
                "%s already holds a run; this one is in %s, and later ones get higher numbers"
                % (self._path, self.folder)
            )

    def _keep_alive(self, now):
        if now >= self._next_sign:
            self._journal.touch()
            self._next_sign = now + SIGN_OF_LIFE

    def _open_again(self):
        """Makes the folder again after somebody has removed it."""
        path = self._journal.path
        self._journal.close()
        self._journal = Journal(path, resumes=True)
        if self._start_line is not None and self._journal.end == 0:
            self._journal.append(self._start_line)

    def _write(self):
        has_news = bool(self._queue)
        while self._queue or self._waiting:
            if not self._waiting:
                self._waiting = self._next_lines()
            self._journal.append(self._waiting)
            self._waiting = b""
        # A silent run stays silent, so that watchers notice.
        if has_news and not self._is_closing:
            self._tell_machine()
        if self._lost:
            lost, self._lost = self._lost, 0
            self.put(
                {
                    "event": "warning", "time": round(time.time(), 3), "from": "disk",
                    "text": "%d events are missing; they did not fit on the disk" % lost,
                }
            )

    def _tell_machine(self):
        reading = self._machine.take()
        if reading:
            self._journal.append(
                encode(dict({"event": "machine", "time": round(time.time(), 3)}, **reading))
            )

    def _next_lines(self):
        lines = []
        for _ in range(min(256, len(self._queue))):
            event = self._queue.popleft()
            if type(event) is StepEvent:
                event = event.members()
            is_start = event["event"] == "run_started"
            if is_start:
                event["info"]["directory"] = self.folder
            line = encode(event)
            if is_start:
                self._start_line = line
            lines.append(line)
        return b"".join(lines)

    def _look(self):
        if self._intake is None:
            return
        items = self._intake.next()
        if items:
            self.inbox.extend(items)
            self.arrived.set()
            if self.on_arrival is not None:
                self.on_arrival()

    def _report(self, text):
        if self.trouble is None:
            say(text)
        self.trouble = text


def encode(event):
    """An event as a line of the file."""
    return encoder.encode(event).encode("utf-8", "replace") + b"\n"
