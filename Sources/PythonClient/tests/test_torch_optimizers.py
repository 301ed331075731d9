"""A loop with several optimizers: the rate of each is shown, and changed by itself."""

import importlib.util
import os
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

from plateau_client.state import Link, number_ids  # noqa: E402
from steering import Script, field  # noqa: E402


class NumberTests(unittest.TestCase):
    def test_links_that_come_later_get_ids_that_are_free(self):
        links = number_ids([Link("Adam"), Link("Adam"), Link("ReduceLROnPlateau")])
        links += number_ids([Link("Adam"), Link("ReduceLROnPlateau"), Link("adam_2")], links)
        ids = [link.id for link in links]
        self.assertEqual(
            ids,
            ["adam", "adam_2", "reduce_lr_on_plateau", "adam_3", "reduce_lr_on_plateau_2", "adam_2_2"],
        )


@unittest.skipIf(importlib.util.find_spec("lightning") is None, "Lightning is not installed")
class PartNameTests(unittest.TestCase):
    def name(self, parts):
        """The name for an optimizer of some parts of a model within a module."""
        from plateau_client.adapters.lightning_training import part_name
        from torch import nn, optim

        module = nn.ModuleDict({"model": nn.ModuleDict({
            "encoder": nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)), "head": nn.Linear(2, 2),
            "tail": nn.Linear(2, 2),
        })})
        module["model"]["encoder"][0].requires_grad_(False)
        parts = [module.get_submodule(part) for part in parts]
        weights = [p for part in parts for p in part.parameters() if p.requires_grad]
        return part_name(module, optim.SGD(weights, lr=0.1))

    def test_an_optimizer_is_named_by_the_part_that_it_teaches(self):
        self.assertEqual(self.name(["model.head"]), "head")
        self.assertEqual(self.name(["model.encoder"]), "encoder")
        self.assertIsNone(self.name(["model"]))
        self.assertIsNone(self.name(["model.encoder", "model.head"]))


@unittest.skipIf(importlib.util.find_spec("torch") is None, "PyTorch is not installed")
class OptimizersTests(unittest.TestCase):
    def start(self, environment, is_hooked, script="torch_gan.py"):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        command = [sys.executable, str(HERE / "scripts" / script)]
        folder = os.path.join(temporary.name, "run")
        run = Script(command, folder, dict(environment, EPOCHS="100000"), is_hooked)
        self.addCleanup(run.process.kill)
        run.wait(lambda: len(run.events("epoch_ended")) > 1)
        return run

    def check(self, run, id):
        """Changes one of two rates at a time; ``id`` is that of the second optimizer's callback."""
        started = run.events("run_started")[0]["info"]
        self.assertAlmostEqual(started["learning_rate"], 2e-4)
        ended = run.events("epoch_ended")[-1]
        self.assertAlmostEqual(ended["learning_rate"], 2e-4)
        self.assertLess(ended["logs"][id + "/learning_rate"], 1e-4)
        shown = [s for s in run.events("step") if id + "/learning_rate" in s["recent"]]
        self.assertTrue(shown)
        run.ask("pause")
        answer = run.ask("edit", callback=id, field="learning_rate", value=5e-5)
        self.assertEqual((answer["event"], answer["new"]), ("applied", 5e-5))
        self.assertEqual(answer["subject"], id + ".learning_rate")
        self.assertAlmostEqual(field(answer, id, "learning_rate"), 5e-5)
        state = next(state for state in answer["callbacks"] if state["id"] == id)
        self.assertEqual(state["summary"], "Adam, rate 5e-05")
        factor = answer["new"] / answer["old"]
        refused = run.ask("edit", callback=id, field="learning_rate", value=0)
        self.assertIn("a number above 0", refused["why"])
        run.ask("set_learning_rate", factor=0.5)
        run.ask("resume")
        self.passes_epochs(run)
        run.ask("pause")
        run.ask("undo")
        back = run.ask("undo")
        self.assertAlmostEqual(back["new"], 1e-4, delta=5e-6)
        run.ask("resume")
        self.passes_epochs(run)
        run.ask("stop")
        _, output = run.finish()
        rates = [line.split()[1:] for line in output.splitlines() if line.startswith("rates")]
        courses = [rates[0]]
        for pair in rates:
            if pair != courses[-1]:
                courses.append(pair)
        numbers = [[float(rate) for rate in pair] for pair in courses]
        self.assertEqual(len(numbers), 3, courses)
        for found, expected in zip(numbers, ((2e-4, 1e-4), (1e-4, 1e-4 * factor), (2e-4, 1e-4))):
            self.assertAlmostEqual(found[0], expected[0], places=7)
            self.assertAlmostEqual(found[1], expected[1], places=7)

    def passes_epochs(self, run):
        count = len(run.events("epoch_ended"))
        run.wait(lambda: len(run.events("epoch_ended")) > count + 1)

    def test_an_unchanged_loop_names_the_second_optimizer_as_its_script_does(self):
        run = self.start({}, is_hooked=True)
        self.check(run, "optimizer_g")
        self.assert_told(run, "optimizer_d", "optimizer_g")

    def assert_told(self, run, first, second):
        words = [event["text"] for event in run.events("message")]
        told = "the learning rate is that of %s; %s has its own, among the callbacks"
        self.assertEqual([text for text in words if "rate" in text], [told % (first, second)])

    def test_a_loop_of_ones_own_names_its_optimizers(self):
        run = self.start({"ONE_LINE": "1"}, is_hooked=False)
        self.check(run, "artist")

    @unittest.skipIf(importlib.util.find_spec("lightning") is None, "Lightning is not installed")
    def test_lightning_names_its_optimizers_by_what_they_teach(self):
        for environment, is_hooked in (({}, True), ({"ONE_LINE": "1"}, False)):
            with self.subTest(is_hooked=is_hooked):
                run = self.start(environment, is_hooked, "lightning_gan.py")
                self.check(run, "generator")
                self.assert_told(run, "discriminator", "generator")
                scheduler = run.events("run_started")[0]["info"]["callbacks"][-1]
                self.assertAlmostEqual(scheduler["next_learning_rate"], 1e-5)

    @unittest.skipIf(importlib.util.find_spec("mmengine") is None, "MMEngine is not installed")
    def test_mmengine_names_its_optimizers_as_its_config_does(self):
        for environment, is_hooked in (({}, True), ({"ONE_LINE": "1"}, False)):
            with self.subTest(is_hooked=is_hooked):
                run = self.start(environment, is_hooked, "mmengine_gan.py")
                self.check(run, "artist")
                self.assert_told(run, "critic", "artist")


if __name__ == "__main__":
    unittest.main()
