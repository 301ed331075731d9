internal import Synchronization
internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A writer of scalars into a new event file that TensorBoard can open.
///
/// The file is named `events.out.tfevents.<seconds>.<host>.<process>.<number>.v2` like
/// TensorFlow's: TensorBoard looks for `tfevents` and reads the files of a folder in the order of
/// their names. Points reach the file at `flush`, or when 64 KiB are waiting.
public final class EventFileWriter {
  /// The path of the file.
  public let path: String
  private static let bufferedBytes = 1 << 16
  /// The number of files that this process has created, which is the last part of the name.
  private static let made = Mutex(0)

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Creates a file in a folder, with the folder where needed, and writes the file's version.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - wallTime: The current time, in seconds since 1970.
  /// - Throws: `EventFileError` with the system's reason.
  public init(folder: String, wallTime: Double) throws(EventFileError) {
    let folder = folder.isEmpty ? "." : folder
    try Self.make(folder)
    let seconds = Int64(exactly: wallTime.rounded(.down)) ?? 0
    let digits = "\(max(0, seconds))"
    let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    let start = "\(folder)/events.out.tfevents.\(padded).\(Self.host).\(getpid())."
    var opened: (path: String, descriptor: Int32)
    repeat {
      let number = Self.made.withLock { made in
        defer { made += 1 }
        return made
      }
      let path = "\(start)\(number).v2"
      opened = (path, open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644))
      // Another machine of the same name may write here.
    } while opened.descriptor < 0 && errno == EEXIST
    (path, descriptor) = opened
    if descriptor < 0 {
      throw Self.unwritable(path)
    }
    buffer += Event(wallTime: wallTime, content: .fileVersion("brain.Event:2")).record
    do {
      try flush()
    } catch {
      // A file without a version is useless: the next try creates another.
      unlink(path)
      throw error
    }
  }

  /// Flushes and closes the file; call `flush` before to learn of errors.
  deinit {
    try? flush()
    close(descriptor)
  }

  /// True when a full buffer is waiting, because the file could not be written.
  public var isFull: Bool { buffer.count >= Self.bufferedBytes }

  /// Adds a point.
  ///
  /// - Parameters:
  ///   - value: The value, which may be NaN or infinite.
  ///   - tag: The name of the series.
  ///   - step: The step.
  ///   - wallTime: The current time, in seconds since 1970.
  /// - Throws: `EventFileError` with the system's reason, as when the disk is full.
  public func add(
    _ value: Float, tag: String, step: Int64, wallTime: Double
  ) throws(EventFileError) {
    let event = Event(wallTime: wallTime, step: step, content: .scalar(tag: tag, value: value))
    buffer += event.record
    if buffer.count >= Self.bufferedBytes { try flush() }
  }

  /// Writes all waiting points to the file.
  ///
  /// - Throws: `EventFileError` with the system's reason; unwritten points wait for the next call.
  /// - Complexity: O(bytes waiting).
  public func flush() throws(EventFileError) {
    var done = 0
    defer { buffer.removeFirst(done) }
    let code = buffer.withUnsafeBytes { WholeWrite.write($0, to: descriptor, &done) }
    if let code { throw Self.unwritable(path, code) }
  }

  /// The machine's name without slashes, which would lead to another folder.
  private static var host: String {
    let name = hostName()
    return name.isEmpty ? "localhost" : name.split(separator: "/").joined()
  }

  private static func make(_ folder: String) throws(EventFileError) {
    do {
      try Folders.make(folder)
    } catch {
      throw EventFileError(file: error.path, error.reason, isLackOfRoom: error.isLackOfRoom)
    }
  }

  private static func unwritable(_ path: String, _ code: Int32 = errno) -> EventFileError {
    let error = FileError.unwritable(path, code)
    return EventFileError(file: path, error.reason, isLackOfRoom: error.isLackOfRoom)
  }
}
