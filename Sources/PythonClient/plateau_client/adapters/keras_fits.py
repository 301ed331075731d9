"""A loop of fits of one epoch: each of them goes on in the run of the one before."""

import weakref


class LeftFit:
    """What a fit of one epoch leaves to the next one of the same model.

    It does not keep the model alive. ``asked`` is the folder and the name that the script gave;
    ``bests`` are the best values that were told.
    """

    def __init__(self, training, asked, bests):
        run, rate = training.run, training.rate
        self.folder = run.folder
        self.epochs = run.epoch
        self.waiting = run.control.waiting
        # After what counted as the last epoch nothing has paused.
        self.may_pause = run.total > 0
        self.bests = bests
        self._asked = asked
        self._model = weakref.ref(training.model)
        self._optimizer = weakref.ref(rate.optimizer or rate)
        self._rate, self._factor = rate.last, rate.factor

    def goes_on_in(self, model, asked, epoch):
        """True when a fit of this model, with this folder and name, belongs to the same run.

        It counts its epochs from 0, as most do, or goes on with ``initial_epoch``.
        """
        return self._model() is model and self._asked == asked and epoch in (0, self.epochs)

    def hand_on_rate(self, rate):
        """Lets a rate that a person asked for hold, unless the model has a new optimizer."""
        if self._optimizer() is rate.optimizer:
            rate.last, rate.factor = self._rate, self._factor
            rate.follow()

    def hand_on_requests(self, run):
        """Lets what was asked for the end of an epoch hold in the next run."""
        run.control.go_on(self.waiting)
        if self.may_pause and run.control.pauses_at_epoch_end:
            run.between_epochs()
