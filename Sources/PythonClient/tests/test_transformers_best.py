"""The best model of Hugging Face's Trainer, whose folder may be gone."""

import os
import shutil
import sys
import tempfile
import types
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.adapters.transformers import TransformersHooks  # noqa: E402
from plateau_client.adapters.transformers_links import EarlyStoppingLink  # noqa: E402


class BestModelTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.place = temporary.name

    def test_the_undo_of_a_reset_leaves_out_a_best_model_that_was_deleted(self):
        state = types.SimpleNamespace(best_metric=0.3, best_global_step=40)
        trainer = types.SimpleNamespace(state=state)
        callback = types.SimpleNamespace(
            early_stopping_patience=3, early_stopping_patience_counter=2, early_stopping_threshold=0,
        )
        link = EarlyStoppingLink(callback, trainer)
        for is_kept in (True, False):
            old, new = (os.path.join(self.place, "checkpoint-%d" % n) for n in (40, 80))
            os.makedirs(old)
            state.best_model_checkpoint, state.best_metric, state.best_global_step = old, 0.3, 40
            back = link.forget()
            state.best_model_checkpoint, state.best_metric, state.best_global_step = new, 0.4, 80
            if not is_kept:
                os.rmdir(old)
            back()
            found = state.best_metric, state.best_model_checkpoint, state.best_global_step
            self.assertEqual(found, (0.3, old, 40) if is_kept else (0.3, new, 80))
            shutil.rmtree(old, ignore_errors=True)

    def test_a_best_model_that_was_deleted_is_not_told_as_loaded(self):
        path = os.path.join(self.place, "checkpoint-80")
        hooks = TransformersHooks()
        hooks.steps, hooks.is_endless = 40, False
        asked = (
            types.SimpleNamespace(load_best_model_at_end=True),
            types.SimpleNamespace(best_model_checkpoint=path),
        )
        self.assertIsNone(hooks._restored_epoch(*asked))
        os.makedirs(path)
        self.assertEqual(hooks._restored_epoch(*asked), 1)


if __name__ == "__main__":
    unittest.main()
