"""Steps are told at the pace that the screen wants, and the clock is seldom looked at."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client import Pace  # noqa: E402


class Clock:
    """A clock that is put forward by hand and counts how often it is read."""

    def __init__(self):
        self.now = 0.0
        self.reads = 0

    def __call__(self):
        self.reads += 1
        return self.now


class PaceTests(unittest.TestCase):
    def due(self, seconds, steps, total):
        """The times of the steps that are due, for the seconds of each step; and the looks at the clock.

        Ten times a second it is asked if an event is overdue.
        """
        clock = Clock()
        pace = Pace(clock)
        due, turn, looks = [], 0.0, 0
        for step in range(1, steps + 1):
            clock.now += seconds(step)
            if clock.now > turn:
                turn = clock.now + 0.1
                pace.catch_up()
            before = clock.reads
            if pace.is_due(step, total):
                due.append((step, clock.now))
            looks += clock.reads - before
        return due, looks

    def test_short_epochs_of_unknown_length_are_looked_at_throughout(self):
        """Steps that become slower than the pace of an epoch too short for a look."""
        clock = Clock()
        pace = Pace(clock)
        told = []
        for epoch in range(40):
            for step in range(1, 31):
                clock.now += 0.0001 if epoch < 20 else 0.2
                if pace.is_due(step, 0):
                    told.append(epoch)
            pace.begin_epoch()
        self.assertTrue(set(range(22, 40)) <= set(told), told)

    def test_events_are_a_tenth_of_a_second_apart_and_the_last_step_is_one(self):
        due, _ = self.due(lambda step: 0.0005, 1010, 1010)
        times = [0.0] + [now for _, now in due]
        gaps = [after - before for before, after in zip(times, times[1:])]
        self.assertEqual(due[-1][0], 1010)
        self.assertTrue(all(0.0999 < gap < 0.11 for gap in gaps[:-1]), gaps)

    def test_a_long_epoch_is_told_four_times_a_second(self):
        for total in (0, 10**7):
            due, _ = self.due(lambda step: 0.0005, 10_000, total)
            gaps = [b - a for (_, a), (_, b) in zip(due, due[1:])]
            self.assertGreaterEqual(len(due), 18)
            self.assertTrue(all(0.2499 < gap < 0.27 for gap in gaps), gaps)

    def test_quick_steps_seldom_read_the_clock(self):
        for total in (0, 10_000, 10**7):
            due, looks = self.due(lambda step: 0.0003, 10_000, total)
            self.assertLess(looks, 1.2 * len(due) + 20)

    def test_very_quick_steps_that_become_slow_are_told_before_long(self):
        for total in (0, 10**7):
            due, _ = self.due(lambda step: 0.00001 if step <= 29_500 else 1, 32_300, total)
            self.assertEqual(next(step for step, _ in due if step > 29_500), 29_501)

    def test_an_overdue_event_has_the_next_step_looked_at(self):
        clock = Clock()
        pace = Pace(clock)
        for step in range(1, 301):
            clock.now += 0.001
            pace.is_due(step, 0)
        clock.now += 1
        self.assertGreater(pace.next_step, 301)
        self.assertFalse(pace.is_due(301, 0))
        self.assertTrue(pace.catch_up())
        self.assertTrue(pace.is_due(302, 0))

    def test_a_step_that_is_told_late_has_the_speed_of_the_steps(self):
        clock = Clock()
        pace = Pace(clock)
        for step in range(1, 31):
            clock.now += 0.005
            pace.is_due(step, 0)
        clock.now += 2.0
        self.assertAlmostEqual(pace.speed(30, 4, is_late=True), 800, delta=1)
        pace.begin_epoch()
        clock.now += 0.1
        self.assertAlmostEqual(pace.speed(30, 4), 1200)
        clock.now += 2.0
        self.assertAlmostEqual(pace.speed(35, 4, is_late=True), 1200)

    def test_slow_steps_are_all_told(self):
        due, _ = self.due(lambda step: 0.3, 20, 20)
        self.assertEqual([step for step, _ in due], list(range(1, 21)))

    def test_an_epoch_begins_at_the_pace_of_the_one_before_and_tells_its_last_step(self):
        clock = Clock()
        pace = Pace(clock)
        reads = []
        for steps in (100, 100, 100, 5, 100):
            pace.begin_epoch(steps=steps)
            before, due = clock.reads, []
            for step in range(1, steps + 1):
                clock.now += 0.0003
                if pace.is_due(step, steps):
                    due.append(step)
            self.assertEqual(due, [steps])
            reads.append(clock.reads - before)
        self.assertLess(max(reads), 4)

    def test_steps_that_become_slower_are_told_before_long(self):
        due, _ = self.due(lambda step: 0.0005 if step < 100 else 0.05, 300, 100_000)
        first = next(step for step, now in due if step >= 100)
        self.assertLess(first, 110)
        later = [step for step, _ in due if step > first]
        self.assertTrue(all(b - a <= 6 for a, b in zip(later, later[1:])), later)


if __name__ == "__main__":
    unittest.main()
