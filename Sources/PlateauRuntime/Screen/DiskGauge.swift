internal import SystemFiles
internal import SystemThreads

/// The free space of a run's disk, looked up every ten seconds on a thread of its own: a disk that
/// hangs must not hold up the screen.
final class DiskGauge {
  private struct Look: Sendable {
    var isUnderWay = false
    var free: Double?
  }

  private let look = SharedValue(Look())
  private var last: ContinuousClock.Instant?

  /// The bytes that were free at the last look; nil when they are unknown.
  ///
  /// - Parameters:
  ///   - path: A path on the disk.
  ///   - now: The present; a look begins when the last one was ten seconds ago.
  func free(at path: String, _ now: ContinuousClock.Instant) -> Double? {
    if last.map({ now - $0 >= .seconds(10) }) ?? true, !look.value.isUnderWay {
      last = now
      look.edit { $0.isUnderWay = true }
      let look = look
      do {
        try SystemThread.start {
          let free = DiskSpace.free(at: path)
          look.edit { $0 = Look(isUnderWay: false, free: free) }
        }
      } catch {
        look.edit { $0.isUnderWay = false }
      }
    }
    return look.value.free
  }
}
