"""Joins unchanged PyTorch loops: optimizer steps, losses, loaders and ReduceLROnPlateau are seen."""

import functools
import sys

from ..attach import say_once, wrap
from ..place import is_switched_off
from .torch_count import CODE
from .torch_loop import ScriptLoop

FRAMEWORKS = ("lightning", "pytorch_lightning", "transformers", "keras", "ultralytics", "mmengine")
"""Frameworks whose loops are not plain ones."""

loop = ScriptLoop()
"""The loop of this process."""


def attach(module):
    """Wraps what a module of PyTorch defines."""
    if is_switched_off():
        return
    if module.__name__ == "torch.optim.optimizer":
        _attach_optimizers(module)
    elif module.__name__ == "torch.optim.lr_scheduler":
        wrap(module.ReduceLROnPlateau, "step", _plateau_step)
    elif module.__name__ == "torch.utils.data.dataloader":
        wrap(module.DataLoader, "__iter__", _loader_iter)
    elif module.__name__ == "torch.amp.grad_scaler":
        wrap(module.GradScaler, "scale", _scale)
        wrap(module.GradScaler, "update", _update)
    elif module.__name__ == "accelerate.accelerator":
        wrap(module.Accelerator, "backward", _accelerated_backward)


def _attach_optimizers(module):
    register = getattr(module, "register_optimizer_step_post_hook", None)
    loop.count.is_native = _calls_code(module.Optimizer) and wrap(module.Optimizer, CODE, _code)
    if not loop.count.is_native:
        if register is None:
            say_once("this PyTorch has no hook for all optimizers; plain loops are not steered")
            return
        register(loop.count.after_step)
    # PyTorch has loaded its tensors before its optimizers.
    wrap(sys.modules["torch"].Tensor, "backward", loop.losses.backward)
    loop.is_plain = _is_plain
    loop.watch_names = functools.partial(_watch_names, module)


def _calls_code(kind):
    """True when a step of this PyTorch calls the method ``CODE``."""
    step = getattr(getattr(kind, "profile_hook_step", None), "__code__", None)
    inner = [code for code in getattr(step, "co_consts", ()) if hasattr(code, "co_names")]
    return any(CODE in code.co_names for code in inner)


def _code(original):
    after_step = loop.count.after_step

    def _optimizer_step_code(self):
        after_step(self)

    return _optimizer_step_code


def _is_plain():
    """True when no framework's loop is among the callers."""
    frame = sys._getframe(1)
    while frame is not None:
        root = frame.f_globals.get("__name__", "").split(".")[0]
        if root in FRAMEWORKS:
            return False
        frame = frame.f_back
    return True


_handles = []


def _watch_names(module, is_wanted):
    """Looks before each step at the variable that counts epochs, or no longer."""
    register = getattr(module, "register_optimizer_step_pre_hook", None)
    if is_wanted and not _handles and register is not None:
        _handles.append(register(_before_step))
    while not is_wanted and _handles:
        _handles.pop().remove()


def _before_step(optimizer, arguments, named):
    if loop.counts_by_name:
        # Accelerate gives None for the closure.
        closures = (*arguments[1:], named.get("closure"))
        has_closure = any(closure is not None for closure in closures)
        loop.before_step(optimizer, sys._getframe(1), has_closure)


def _scale(original):
    def scale(self, outputs):
        result = original(self, outputs)
        if isinstance(outputs, (list, tuple)):
            for scaled, unscaled in zip(result, outputs):
                loop.losses.scaled(scaled, unscaled)
        else:
            loop.losses.scaled(result, outputs)
        return result

    return scale


def _update(original):
    def update(self, *arguments, **named):
        loop.losses.scaler_updated()
        return original(self, *arguments, **named)

    return update


def _accelerated_backward(original):
    def backward(self, loss, **named):
        if getattr(self, "gradient_accumulation_steps", 1) != 1 and hasattr(loss, "detach"):
            loop.losses.part_of(loss)  # Accelerate divides it.
        return original(self, loss, **named)

    return backward


def _loader_iter(original):
    def __iter__(self):
        loop.loader_begins(self, sys._getframe(1))
        iterator = original(self)
        loop.iterator_made(self, iterator)
        return iterator

    return __iter__


def _plateau_step(original):
    def step(self, *arguments, **named):
        before = loop.rate_of(self)
        result = original(self, *arguments, **named)
        value = arguments[0] if arguments else named.get("metrics")
        loop.plateau_stepped(self, value, before, sys._getframe(1))
        return result

    return step
