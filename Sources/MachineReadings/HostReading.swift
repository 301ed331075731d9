internal import SystemFiles

/// The load of this machine's cores and memory, read from the system's files.
struct HostReading: Sendable {
  /// The times of the cores; nil on a system without `/proc/stat`.
  let times: ProcessorTimes?
  /// The part of all cores that computed since the reading before, 0 … 1.
  let load: Double?
  /// The memory of the container, or else of the machine.
  let memory: MemoryUse?

  /// Reads the files below a root, which is `/` except in tests.
  ///
  /// - Parameter earlier: The reading before; nil for the first one.
  init(after earlier: HostReading?, root: String = "/") {
    func text(_ path: String) -> String {
      let file = try? RegularFile(reading: root + path)
      return String(decoding: file?.bytes(at: 0, count: 16_384) ?? [], as: UTF8.self)
    }
    let times = ProcessorTimes(stat: text("proc/stat"))
    self.times = times
    load = earlier?.times.flatMap { times?.load(since: $0) }
    let machine = MemoryUse(meminfo: text("proc/meminfo"))
    let group = MemoryUse(
      limit: text("sys/fs/cgroup/memory.max"), current: text("sys/fs/cgroup/memory.current"),
      stat: text("sys/fs/cgroup/memory.stat"))
    if let group, group.total < machine?.total ?? .infinity {
      memory = group
    } else {
      memory = machine
    }
  }
}
