"""The sum of tensors on a GPU, copied to the host while training goes on."""

import sys


class DeviceSum:
    """A sum that a GPU was asked for: nobody waits for it until it is there.

    Reading a tensor waits until the GPU has done all that it was asked to do, and then has nothing
    to do until the next step is launched. A copy that is queued behind the step costs neither.
    All methods are called on the training thread until ``is_ready`` is true: while another thread
    records a graph of CUDA, a call from here would spoil it.
    """

    __slots__ = ("_host", "_event", "_count")

    def __init__(self, host, event, count):
        self._host = host
        self._event = event
        self._count = count

    @classmethod
    def of(cls, values):
        """Queues the sum of scalars on CUDA; None for other values, and while a graph is recorded."""
        torch = sys.modules.get("torch")
        try:
            if not all(type(value) is torch.Tensor and value.is_cuda for value in values):
                return None
            if values[0].numel() != 1 or torch.cuda.is_current_stream_capturing():
                return None
            total = torch.stack([value.reshape(()) for value in values]).sum(dtype=torch.float64)
            host = total.to("cpu", non_blocking=True)
            event = torch.cuda.current_stream(total.device).record_event()
            return cls(host, event, len(values))
        except Exception:
            return None  # Of several shapes or devices; they are read one by one.

    @property
    def is_ready(self):
        """True when the sum has arrived; asks the GPU without waiting."""
        if self._event is None:
            return True
        if sys.modules["torch"].cuda.is_current_stream_capturing():
            return False
        if not self._event.query():
            return False
        self._event = None
        return True

    def read(self):
        """The sum and the number of values; waits for the GPU when it has not arrived."""
        if self._event is not None:
            self._event.synchronize()
            self._event = None
        return float(self._host.item()), self._count
