public import RunModel
internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Checks whether a process trains a run, on this host or another.
///
/// A held lock on the events is enough proof. Without a visible lock, a file that changed or was
/// touched lately is the proof (`SignOfLife`), because not all mirrors and network file systems
/// carry locks; where the run says that it is trained here, its process must also be there.
public struct RunLiveness: Sendable {
  /// The longest time that the events stay untouched while another host trains.
  ///
  /// Attributes cached for three seconds and a busy disk still leave room for three signs.
  static let patience = SignOfLife.interval * 4

  /// The properties of a file that change when it is written or touched.
  private struct Stamp: Equatable {
    var size: Int
    var seconds: Int
    var nanoseconds: Int
  }

  private let path: String
  private var stamp: Stamp?
  /// The time of the file's last change by this host's clock, which may differ from the file's
  /// time.
  private var lastChange: ContinuousClock.Instant?

  /// Creates a check of a run's folder; nothing is read yet.
  public init(_ directory: RunDirectory) { path = directory.events }

  /// Returns true when the run is trained now.
  ///
  /// Later calls go by the changes that this value saw itself, so a wrong clock misleads it only
  /// for moments.
  ///
  /// - Parameter info: The run's description from its start; nil when it has not written one yet.
  public mutating func isTrained(_ info: RunInfo?) -> Bool {
    // Opening asks a network file system for the current state.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    look(at: descriptor)
    let lock = FileLock(of: descriptor)
    if lock == .held { return true }
    guard let info else { return false }
    guard let isHere = info.identity.isRunning(on: info.host) else { return isFresh }
    // A copy of the folder names the process, too, but nobody locks or touches it.
    return isHere && (isFresh || lock == .unknown)
  }

  private var isFresh: Bool {
    lastChange.map { ContinuousClock().now - $0 < Self.patience } ?? false
  }

  private mutating func look(at descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    let new = Stamp(size: Int(status.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    guard new != stamp else { return }
    let now = ContinuousClock().now
    if stamp == nil {
      let age = Int(WallClock.now) - new.seconds
      // A time slightly in the future means that the other clock is ahead.
      lastChange = age > -3600 ? now - .seconds(max(0, age)) : nil
    } else {
      lastChange = now
    }
    stamp = new
  }
}

extension RunInfo {
  /// The process that trains.
  var identity: ProcessIdentity {
    ProcessIdentity(number: process, start: processStart, namespace: processNamespace)
  }
}
