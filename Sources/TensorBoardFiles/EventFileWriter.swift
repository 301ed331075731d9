internal import Synchronization
internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writes scalars into a new event file that TensorBoard opens.
///
/// The file is named `events.out.tfevents.<seconds>.<host>.<process>.<number>.v2`, as TensorFlow names
/// them: TensorBoard looks for `tfevents` and reads the files of a folder in the order of their names.
/// What is added reaches the file at `flush`, or when 64 KiB are waiting.
public final class EventFileWriter {
  /// The file.
  public let path: String
  private static let bufferedBytes = 1 << 16
  /// Files made by this process; the last part of the name.
  private static let made = Mutex(0)

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Makes a file in a folder, and the folder when it is not there, and writes the file's version.
  ///
  /// - Parameters:
  ///   - folder: where.
  ///   - wallTime: now, in seconds since 1970.
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
      // Another machine of the same name may write here, too.
    } while opened.descriptor < 0 && errno == EEXIST
    (path, descriptor) = opened
    if descriptor < 0 {
      throw Self.unwritable(path)
    }
    buffer += Event(wallTime: wallTime, content: .fileVersion("brain.Event:2")).record
    do {
      try flush()
    } catch {
      // A file without a version is none: the next try makes another.
      unlink(path)
      throw error
    }
  }

  /// Flushes and closes; call `flush` before to hear of an error.
  deinit {
    try? flush()
    close(descriptor)
  }

  /// Whether as much waits as is written at once: the file did not take it.
  public var isFull: Bool { buffer.count >= Self.bufferedBytes }

  /// Adds a point.
  ///
  /// - Parameters:
  ///   - value: of any kind, also NaN and the infinities.
  ///   - tag: the curve's name.
  ///   - step: its place on the axis.
  ///   - wallTime: now, in seconds since 1970.
  /// - Throws: `EventFileError` with the system's reason, as when the disk is full.
  public func add(
    _ value: Float, tag: String, step: Int64, wallTime: Double
  ) throws(EventFileError) {
    let event = Event(wallTime: wallTime, step: step, content: .scalar(tag: tag, value: value))
    buffer += event.record
    if buffer.count >= Self.bufferedBytes { try flush() }
  }

  /// Hands everything that was added to the system.
  ///
  /// - Throws: `EventFileError` with the system's reason; what was not written stays for the next call.
  /// - Complexity: O(bytes waiting).
  public func flush() throws(EventFileError) {
    var done = 0
    defer { buffer.removeFirst(done) }
    let code = buffer.withUnsafeBytes { WholeWrite.write($0, to: descriptor, &done) }
    if let code { throw Self.unwritable(path, code) }
  }

  /// The machine's name, without what would make another folder of it.
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
