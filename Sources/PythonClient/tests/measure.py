"""Measures the client's costs on the training thread: python3 measure.py. It asserts nothing."""

import gc
import shutil
import sys
import tempfile
import timeit
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import plateau_client as client  # noqa: E402

COUNT = 2_000


def least(function, count=COUNT):
    """The least time of a call in microseconds, over several rounds."""
    return min(timeit.repeat(function, number=count, repeat=40)) / count * 1e6


def main():
    """Prints a table."""
    folder = tempfile.mkdtemp()
    run = client.loop("measure", folder=folder + "/run", learning_rate=(lambda: 0.1, print))
    for _ in run.epochs(1):
        print("safe point with nothing asked  %6.2f us" % least(run.run.safe_point))
        batches = run.batches(range(10**9))

        def batch(values={"loss": 0.5}):
            next(batches)
            run.log(**values)

        print("batch with one float           %6.2f us" % least(batch))
        try:
            import torch

            gc.collect()
            gc.freeze()
            loss = torch.tensor(0.5, requires_grad=True) * 2
            print("batch with one tensor          %6.2f us" % least(lambda: batch({"loss": loss})))
        except ImportError:
            print("batch with one tensor          PyTorch is not installed")
        print("a step's event                 %6.2f us" % least(
            lambda: run.run.step_ended(0, 5, 100, {"loss": 0.5}, {"loss": 0.5}, 100.0, 0.1), 2000
        ))
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
