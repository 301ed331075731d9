internal import Dispatch

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Shows that a run is trained to hosts that cannot see its lock.
///
/// The time of the run's events is updated every few seconds, whether training is fast, slow or
/// paused. The file does not grow. The signs are given on another thread until this object is
/// released, so a disk that hangs holds up nothing else.
public final class SignOfLife: Sendable {
  /// The time between two signs.
  public static let interval = Duration.seconds(5)

  private let path: String
  private let interval: Duration

  /// Creates the signs of a run and starts giving them.
  ///
  /// - Parameters:
  ///   - path: The path of the run's events.
  ///   - interval: The time between two signs, at least a millisecond.
  public init(path: String, interval: Duration = SignOfLife.interval) {
    self.path = path
    self.interval = interval
    giveNext()
  }

  private func giveNext() {
    let milliseconds = Int(max(0.001, interval / .seconds(1)) * 1000)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
      [weak self] in
      guard let self else { return }
      // If the update is refused, the events themselves are signs enough.
      _ = utimensat(AT_FDCWD, path, nil, 0)
      giveNext()
    }
  }
}
