internal import Synchronization
public import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A run's `events.jsonl`, locked: only the process that holds the lock trains the run.
///
/// The lock is taken before anything else is written into the run's folder. It lasts as long as
/// this object. On a full disk, nothing is lost that memory can hold: lines that do not fit wait,
/// up to 32 MiB, and are written when there is room. A partly written line is removed.
public final class Journal: Sendable {
  /// The outcome of writing a line.
  public enum Outcome: Equatable, Sendable {
    /// The line is written.
    case written
    /// The line waits for room. Only the first of several in a row carries the reason.
    case waits(String?)
    /// The line and all waiting lines are written; `late` counts those that waited, `lost` those
    /// lost.
    case caughtUp(late: Int, lost: Int)
  }

  private struct State {
    var made: [String] = []
    var end = 0
    var waiting: [[UInt8]] = []
    var bytes = 0
    var lost = 0
    var lostInAll = 0
    /// The part of `lostInAll` that was lost to full disks that have since recovered.
    var lostBefore = 0
    var reason = ""
  }

  /// The file.
  public let path: String
  private let descriptor: Int32
  private let state: Mutex<State>
  /// The importance of a line when memory is short.
  public enum Worth: Sendable {
    /// One of many points of a curve.
    case point
    /// Something that happened.
    case event
    /// The run's end, without which the run counts as interrupted.
    case end

    /// The bytes that may wait in total, including a line of this importance.
    fileprivate var limit: Int {
      switch self {
      case .point: 4 << 20
      case .event: 32 << 20
      case .end: 33 << 20
      }
    }
  }

  /// Creates a journal by opening and locking its file.
  ///
  /// - Parameter isNew: True when the file must not hold events yet. Otherwise an unfinished last
  ///   line is cut off.
  /// - Throws: `FileError` when another process has locked the file, when it cannot be opened or is
  ///   not a regular file, or when a new journal's file already holds events.
  public init(path: String, isNew: Bool) throws(FileError) {
    self.path = path
    let descriptor = try Self.lock(path, isNew: isNew)
    self.descriptor = descriptor
    state = Mutex(State(end: Self.cutHalfLine(descriptor)))
  }

  deinit { close(descriptor) }

  /// The files that this process created when it claimed the folder, and may remove again.
  var made: [String] {
    get { state.withLock { $0.made } }
    set { state.withLock { $0.made = newValue } }
  }

  /// Appends a line, which waits when it does not fit on the disk.
  ///
  /// - Parameter worth: The importance of the line. Points are lost first, the end last.
  public func append(_ line: String, _ worth: Worth = .event) -> Outcome {
    state.withLock { state in
      let bytes = Array(line.utf8) + [0x0A]
      if state.waiting.isEmpty, state.lost == 0 {
        guard let reason = write(bytes, &state) else { return .written }
        keep(bytes, &state, worth)
        return .waits(reason)
      }
      keep(bytes, &state, worth)
      return catchUp(&state) ?? .waits(nil)
    }
  }

  /// Tries again to write the waiting lines.
  ///
  /// - Returns: Nil when nothing was waiting, or when there is still not enough room.
  public func flush() -> Outcome? {
    state.withLock { $0.waiting.isEmpty && $0.lost == 0 ? nil : catchUp(&$0) }
  }

  /// True when lines wait for room, or lines were lost since the disk became full.
  public var isWaiting: Bool { state.withLock { !$0.waiting.isEmpty || $0.lost > 0 } }

  /// A sentence that counts the lines, except points, that were lost because too many waited; nil
  /// when none was lost.
  public var loss: String? { state.withLock { lossWords($0) } }

  private func lossWords(_ state: State) -> String? {
    guard state.lostInAll > 0 else { return nil }
    return "\(path): \(Self.missing(state.lostInAll)); they did not fit on the disk"
  }

  private static func missing(_ count: Int) -> String {
    count == 1 ? "1 event is missing" : "\(count) events are missing"
  }

  /// A sentence that counts the lines missing from the file since it was opened, with the reason;
  /// nil when none is missing.
  public var unwritten: String? {
    state.withLock { state in
      let last = state.waiting.count + state.lost
      guard last > 0 else { return lossWords(state) }
      return "\(path): cannot be written: \(state.reason); \(Self.missing(last + state.lostBefore))"
    }
  }

  /// True when the file holds no event and none waits.
  var isEmpty: Bool { state.withLock { $0.end == 0 && $0.waiting.isEmpty && $0.lost == 0 } }

  private func keep(_ bytes: [UInt8], _ state: inout State, _ worth: Worth) {
    guard state.bytes + bytes.count <= worth.limit else {
      state.lost += 1
      if worth != .point { state.lostInAll += 1 }
      return
    }
    state.waiting.append(bytes)
    state.bytes += bytes.count
  }

  private func catchUp(_ state: inout State) -> Outcome? {
    var done = 0
    while done < state.waiting.count, write(state.waiting[done], &state) == nil { done += 1 }
    state.bytes -= state.waiting[..<done].reduce(0) { $0 + $1.count }
    state.waiting.removeFirst(done)
    guard state.waiting.isEmpty else {
      late.withLock { $0 += done }
      return nil
    }
    defer { (state.lost, state.lostBefore) = (0, state.lostInAll) }
    let count = late.withLock { late in
      defer { late = 0 }
      return late + done
    }
    return .caughtUp(late: count, lost: state.lost)
  }

  /// The number of lines that waited and have been written since the disk became full.
  private let late = Mutex(0)

  /// Writes a whole line, or nothing of it.
  ///
  /// - Returns: The reason why the line could not be written; nil when it was written.
  private func write(_ bytes: [UInt8], _ state: inout State) -> String? {
    if let code = WholeWrite.append(bytes, to: descriptor, end: state.end) {
      state.reason = systemReason(code)
      return state.reason
    }
    state.end += bytes.count
    return nil
  }
}

extension Journal {
  /// The most retries for a lock: processes that only check whether it is held take it for a
  /// moment.
  private static let patience = 20

  private static func lock(_ path: String, isNew: Bool) throws(FileError) -> Int32 {
    while true {
      var isMade = true
      var file = open(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
      if file < 0, errno == EEXIST {
        isMade = false
        file = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK)
        // The file was removed in between.
        if file < 0, errno == ENOENT { continue }
      }
      guard file >= 0 else {
        throw FileError(path, "cannot be opened for writing: \(systemReason())")
      }
      do throws(FileError) {
        if try isHeld(file, path, isNew: isNew, isMade: isMade) { return file }
        close(file)
      } catch {
        close(file)
        throw error
      }
    }
  }

  /// Locks an open file.
  ///
  /// - Returns: False when the file no longer has its name, so that the caller must try again.
  private static func isHeld(
    _ file: Int32, _ path: String, isNew: Bool, isMade: Bool
  ) throws(FileError) -> Bool {
    var own = stat()
    guard fstat(file, &own) == 0, own.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path, "is not a regular file; remove it")
    }
    var tries = 0
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        // Locks do not work here. Only a file that this call created certainly belongs to it.
        if isNew, !isMade { throw FileError(path, "this folder already holds a run") }
        return true
      }
      tries += 1
      if tries > patience {
        throw FileError(path, "another process is training this run")
      }
      usleep(10_000)
    }
    var named = stat()
    guard stat(path, &named) == 0, fstat(file, &own) == 0, named.st_ino == own.st_ino,
      named.st_dev == own.st_dev
    else { return false }
    // Half a first line does not make a run.
    guard !isNew || cutHalfLine(file) == 0 else {
      throw FileError(
        Folders.parent(of: path),
        "this folder already holds a run; continue it with --resume, or choose another folder with --run"
      )
    }
    return true
  }

  /// Cuts off a line that an earlier writer did not finish.
  ///
  /// - Returns: The size of the file afterwards.
  private static func cutHalfLine(_ file: Int32) -> Int {
    var end = Int(lseek(file, 0, SEEK_END))
    let size = end
    var chunk = [UInt8](repeating: 0, count: 4096)
    while end > 0 {
      let count = min(4096, end)
      let start = end - count
      guard pread(file, &chunk, count, off_t(start)) == count else { return size }
      if let newline = chunk[..<count].lastIndex(of: 0x0A) {
        let whole = start + newline + 1
        if whole < size { ftruncate(file, off_t(whole)) }
        return whole
      }
      end = start
    }
    if size > 0 { ftruncate(file, 0) }
    return 0
  }
}
