"""What a framework tells of its model and its loader."""


def parameter_count(model):
    """The number of values that training moves; 0 when it is not known."""
    try:
        return sum(p.numel() for p in model.parameters() if p.requires_grad)
    except Exception:
        return 0


def network_name(model):
    """The name of a model's class; of what a wrapper such as DistributedDataParallel holds."""
    inner = getattr(model, "module", None)
    if inner is not None and type(model).__name__.endswith("Parallel"):
        model = inner
    return None if model is None else type(model).__name__


def loader_samples(loader, ranks=1):
    """The number of samples in a batch of a loader on all ranks; 0 when it is not known."""
    for owner in (loader, getattr(loader, "batch_sampler", None)):
        size = getattr(owner, "batch_size", None)
        if isinstance(size, int) and size > 0:
            return size * max(1, ranks or 1)
    return 0


def length(loader):
    """The number of batches of a loader; 0 when it is not known."""
    try:
        return len(loader)
    except Exception:
        return 0
