public import RunModel
internal import SystemFiles

/// The load of this machine and the space on a run's disk.
///
/// Whoever asks never waits: the system's files, the disk and the GPUs are each read on a thread of
/// their own, at most every two seconds.
public final class MachineGauge {
  private let host = PeriodicReading<HostReading>(every: .seconds(2))
  private let gpus = PeriodicReading<[MachineState.GPU]>(every: .seconds(2))
  private let disk = PeriodicReading<DiskSpace>(every: .seconds(10))

  /// Creates a gauge; nothing is read yet.
  public init() {}

  /// The newest state that is known.
  ///
  /// - Parameters:
  ///   - path: A path on the run's disk.
  ///   - isRunHere: True if the run is trained on this machine; of another one nothing but the disk,
  ///     which both can see, is told.
  ///   - now: The present.
  public func state(
    disk path: String, isRunHere: Bool, _ now: ContinuousClock.Instant
  ) -> MachineState {
    var state = MachineState()
    if let space = disk.value(now, read: { _ in DiskSpace(at: path) }) {
      state.diskFree = space.free
      state.disk = space.size
    }
    guard isRunHere else { return state }
    if let host = host.value(now, read: { HostReading(after: $0) }) {
      state.load = host.load
      state.memoryUsed = host.memory?.used
      state.memory = host.memory?.total
    }
    state.gpus = gpus.value(now, read: { _ in GPUReading.read() }) ?? []
    return state
  }
}
