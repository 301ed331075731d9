"""The pauses of a training."""

import time


class PauseClock:
    """The seconds that training spent in pauses."""

    def __init__(self):
        self.seconds = 0.0

    def wait(self, control, take_items):
        """Waits until the pause ends or a stop is asked for.

        ``take_items`` waits a moment for requests and returns them.
        """
        begun = time.monotonic()
        try:
            while control.is_paused and not control.stops_now:
                control.obey(take_items())
        finally:
            self.seconds += time.monotonic() - begun
