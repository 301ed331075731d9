internal import CNVML
internal import RunModel

/// The state of NVIDIA's GPUs, as their library tells it.
enum GPUReading {
  /// The most GPUs that are read.
  private static let limit = 32

  /// The GPUs of this machine; none without the library.
  ///
  /// The first call loads the library. A call takes as long as the driver does.
  static func read() -> [MachineState.GPU] {
    let found = [plateau_gpu](unsafeUninitializedCapacity: limit) { buffer, count in
      count = Int(plateau_nvml_read(buffer.baseAddress, Int32(limit)))
    }
    return found.map(MachineState.GPU.init)
  }
}

extension MachineState.GPU {
  fileprivate init(_ gpu: plateau_gpu) {
    func known(_ value: Double) -> Double? { value < 0 ? nil : value }
    let name = withUnsafeBytes(of: gpu.name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    self.init(
      name: name, load: known(gpu.load), memoryUsed: known(gpu.memory_used),
      memory: known(gpu.memory), temperature: known(gpu.temperature), power: known(gpu.power),
      isThrottled: gpu.is_throttled)
  }
}
