internal import SystemThreads

/// A value that is read now and then, on a thread of its own: a disk or device that hangs must not
/// hold up whoever asks for it.
final class PeriodicReading<Value: Sendable> {
  private struct Standing: Sendable {
    var isUnderWay = false
    var value: Value?
  }

  private let interval: Duration
  private let standing = SharedValue(Standing())
  private var lastStart: ContinuousClock.Instant?

  /// Creates a reading.
  ///
  /// - Parameter interval: The shortest time between two readings.
  init(every interval: Duration) { self.interval = interval }

  /// Returns the newest value, and has it read again when that is due.
  ///
  /// - Parameters:
  ///   - now: The present.
  ///   - read: Reads the value; it is given the one before. Called on another thread.
  /// - Returns: The newest value; nil before the first one, and while a reading takes so long that
  ///   the one before no longer counts.
  func value(_ now: ContinuousClock.Instant, read: @escaping @Sendable (Value?) -> Value?) -> Value?
  {
    let known = standing.value
    let age = lastStart.map { now - $0 }
    if known.isUnderWay { return age.map { $0 > interval * 5 } == true ? nil : known.value }
    guard age.map({ $0 >= interval }) ?? true else { return known.value }
    lastStart = now
    standing.edit { $0.isUnderWay = true }
    let standing = standing
    do {
      try SystemThread.start {
        let value = read(known.value)
        standing.edit { $0 = Standing(value: value) }
      }
    } catch {
      standing.edit { $0.isUnderWay = false }
    }
    return known.value
  }
}
