"""The load of the machine that trains, as far as its system tells it."""

import ctypes
import os
import threading

INTERVAL = 10.0
"""Seconds between two readings."""
SENSOR_GPU = 0
SLOWED_BY_HEAT = 0x20 | 0x40


class _Utilization(ctypes.Structure):
    _fields_ = [("gpu", ctypes.c_uint), ("memory", ctypes.c_uint)]


class _Memory(ctypes.Structure):
    _fields_ = [(name, ctypes.c_ulonglong) for name in ("total", "free", "used")]


class Machine:
    """Reads the load every ten seconds on a thread of its own, which a driver that hangs may hold.

    ``news`` holds the newest reading until somebody takes it: the members of a ``machine`` event.
    """

    def __init__(self, folder, interval=None):
        self.news = None
        self._folder = folder
        self._interval = INTERVAL if interval is None else interval
        self._is_over = threading.Event()
        self._times = _times(_text("/proc/stat"))
        self._nvml = None
        threading.Thread(target=self._work, name="plateau-machine", daemon=True).start()

    def take(self):
        """The newest reading, once; None when there is none."""
        news, self.news = self.news, None
        return news

    def close(self):
        """Ends the thread."""
        self._is_over.set()

    def _work(self):
        try:
            while not self._is_over.wait(self._interval):
                self.news = self._read() or None
        except Exception:
            self.news = None  # A fault of ours must not show in the script.

    def _read(self):
        reading = {}
        times = _times(_text("/proc/stat"))
        if times and self._times and times[1] > self._times[1]:
            busy, total = (new - old for new, old in zip(times, self._times))
            reading["cpu"] = round(min(1.0, max(0.0, busy / total)), 3)
        self._times = times
        cores = os.cpu_count()
        if cores:
            reading["cores"] = cores
        reading.update(_memory(_text("/proc/meminfo")))
        reading.update(_disk(self._folder))
        if self._nvml is None:
            self._nvml = _load_nvml() or False
        gpus = _gpus(self._nvml) if self._nvml else []
        if gpus:
            reading["gpus"] = gpus
        return reading


def _text(path):
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read(16384)
    except OSError:
        return ""


def _times(text):
    """The ticks in which all cores computed, and all ticks; None for any other text."""
    words = text.split("\n", 1)[0].split()
    if not words or words[0] != "cpu":
        return None
    ticks = [int(word) for word in words[1:9] if word.isdigit()]
    if len(ticks) < 4:
        return None
    return sum(ticks) - sum(ticks[3:5]), sum(ticks)


def _memory(text):
    sizes = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) > 1 and words[1].isdigit():
            sizes[words[0]] = int(words[1]) * 1024
    if "MemTotal:" not in sizes or "MemAvailable:" not in sizes:
        return {}
    total = sizes["MemTotal:"]
    return {"memory_used": max(0, total - sizes["MemAvailable:"]), "memory": total}


def _disk(folder):
    try:
        status = os.statvfs(folder)
    except (AttributeError, OSError, TypeError):
        return {}
    return {
        "disk_free": status.f_bavail * status.f_frsize, "disk": status.f_blocks * status.f_frsize
    }


def _load_nvml():
    for name in ("libnvidia-ml.so.1", "libnvidia-ml.so", "nvml.dll"):
        try:
            library = ctypes.CDLL(name)
            return library if library.nvmlInit_v2() == 0 else None
        except (OSError, AttributeError):
            continue
    return None


def _gpus(nvml):
    """The GPUs that this process may use, where numbers name them; else all."""
    count = ctypes.c_uint()
    if nvml.nvmlDeviceGetCount_v2(ctypes.byref(count)) != 0:
        return []
    chosen = os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",")
    numbers = [int(word) for word in chosen if word.strip().isdigit()]
    if not numbers or len(numbers) < len(chosen) or max(numbers) >= count.value:
        numbers = range(count.value)
    return [gpu for gpu in (_gpu(nvml, number) for number in numbers) if gpu]


def _gpu(nvml, number):
    handle = ctypes.c_void_p()
    if nvml.nvmlDeviceGetHandleByIndex_v2(ctypes.c_uint(number), ctypes.byref(handle)) != 0:
        return None
    gpu = {}
    name = ctypes.create_string_buffer(96)
    if nvml.nvmlDeviceGetName(handle, name, ctypes.c_uint(96)) == 0:
        gpu["name"] = name.value.decode("utf-8", "replace")
    use = _Utilization()
    if nvml.nvmlDeviceGetUtilizationRates(handle, ctypes.byref(use)) == 0:
        gpu["load"] = use.gpu / 100
    memory = _Memory()
    if nvml.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(memory)) == 0:
        gpu.update(memory_used=memory.used, memory=memory.total)
    value = ctypes.c_uint()
    if nvml.nvmlDeviceGetTemperature(handle, SENSOR_GPU, ctypes.byref(value)) == 0:
        gpu["temperature"] = value.value
    if nvml.nvmlDeviceGetPowerUsage(handle, ctypes.byref(value)) == 0:
        gpu["power"] = value.value / 1000
    reasons = ctypes.c_ulonglong()
    if nvml.nvmlDeviceGetCurrentClocksThrottleReasons(handle, ctypes.byref(reasons)) == 0:
        if reasons.value & SLOWED_BY_HEAT:
            gpu["throttled"] = True
    return gpu
