"""What is known of a script from its variables."""

import sys
import threading
import types
import unittest
from collections import UserDict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.script import total_epochs, total_iterations  # noqa: E402


def frame(path="train.py", module="__main__", caller=None, **variables):
    """A frame of a file with these variables."""
    return types.SimpleNamespace(
        f_globals={"__name__": module}, f_locals=variables, f_back=caller,
        f_code=types.SimpleNamespace(co_filename=path),
    )


def total(**variables):
    """The number of epochs that a script with these variables would be found to have."""
    return total_epochs(frame(**variables))


class Trainer:
    def __init__(self, **members):
        self.__dict__.update(members)


class ScriptTests(unittest.TestCase):
    def test_the_number_of_epochs_is_found_where_scripts_keep_it(self):
        self.assertEqual(total(n_epochs=7), 7)
        self.assertEqual(total(EPOCHS=8), 8)
        self.assertEqual(total(args=types.SimpleNamespace(epochs=9)), 9)
        self.assertEqual(total(self=Trainer(max_epochs=10)), 10)
        self.assertEqual(total(self=Trainer(cfg={"num_epochs": 11})), 11)
        self.assertEqual(total(self=Trainer(_config=Trainer(epochs=12))), 12)
        self.assertEqual(total(cfg={"model": {"epochs": 1}, "TRAIN": {"EPOCHS": 13}}), 13)

    def test_common_names_of_totals_are_known(self):
        self.assertEqual((total(nepoch=5), total(NEPOCH=6)), (5, 6))
        for name in ("niter", "n_iter", "num_steps", "n_steps", "NUM_STEPS"):
            self.assertEqual(total_iterations(frame(**{name: 500})), 500)

    def test_only_a_number_shows_that_a_script_has_episodes(self):
        def log_episode_stats():
            pass

        script = frame(max_steps=500, log_episode_stats=log_episode_stats, is_episode=True)
        self.assertEqual(total_iterations(script), 500)

    def test_the_number_of_steps_is_the_script_s_not_a_library_s(self):
        script = frame(max_iters=600)
        folder = "/usr/lib/python3.11/site-packages/solver/loop.py"
        for path, module in ((folder, "solver.loop"), (threading.__file__, "threading")):
            self.assertEqual(total_iterations(frame(path, module, iterations=7)), 0)
            self.assertEqual(total_iterations(frame(path, module, script, iterations=7)), 600)
        self.assertEqual(total_iterations(frame(folder, "__main__", iterations=7)), 7)
        self.assertEqual(total_iterations(frame("src/mine/loop.py", "mine.loop", iterations=7)), 7)

    def test_the_steps_of_an_episode_are_not_those_of_the_training(self):
        for name in ("episode", "num_episodes", "i_episode", "EPISODES"):
            script = frame(max_steps=500, **{name: 3})
            self.assertEqual(total_iterations(frame(caller=script, max_steps=500)), 0)

    def test_a_class_and_any_mapping_may_hold_the_settings(self):
        class Settings:
            epochs = 7

        self.assertEqual(total(cfg=Settings), 7)
        self.assertEqual(total(args=types.MappingProxyType({"num_epochs": 8})), 8)
        self.assertEqual(total(self=Trainer(config=UserDict(epochs=9))), 9)

    def test_settings_that_cannot_be_read_do_not_hide_others(self):
        class Sealed(UserDict):
            def items(self):
                raise KeyError("no value was given")

        class Odd:
            @property
            def __dict__(self):
                raise RuntimeError("not now")

        self.assertEqual(total(cfg=Sealed(), args=Odd(), opt={"epochs": 3}), 3)

    def test_the_nearest_name_counts_and_what_is_no_number_does_not(self):
        self.assertEqual(total(args={"epochs": 3}, epochs=5), 5)
        self.assertEqual(total(epochs="5", args={"epochs": 3}), 3)
        for value in (0, -1, True, 2.5, None, range(4)):
            self.assertEqual(total(epochs=value), 0)
        self.assertEqual(total(self=Trainer(net=Trainer(epochs=4)), cfg={1: 2}), 0)


if __name__ == "__main__":
    unittest.main()
