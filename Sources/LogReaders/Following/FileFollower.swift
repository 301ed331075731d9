internal import CurveStore
internal import SystemFiles
internal import SystemThreads

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads one file of any kind of log, part by part, and goes on when it grows.
struct FileFollower {
  /// How far a call came.
  struct Progress {
    /// Whether anything is different from the call before.
    var hasChanged = false
    /// Whether everything was read that is there.
    var isCaughtUp = true
  }

  private enum Reading {
    case bytes(LogIntake)
    case events(EventRuns)
    case database(LogContents)
  }

  /// Bytes that are read at once.
  private static let chunk = 2 << 20
  /// Bytes at the end of a long file that are shown before those before them are read.
  static let shownAhead = 1 << 18
  /// The first bytes of a file longer than this say for good whether it is an event file.
  private static let markSize = 1 << 20

  let path: String
  private let kind: LogKind?
  private var reading: Reading?
  private var fingerprint: FileFingerprint?
  private var marker: FileMark?
  private var markedSize = 0
  /// Held only for a pipe, which cannot be opened again.
  private var pipe: FileDescriptor?
  private var seen: [FileStamp] = []
  /// Whether it was quiet at the last look.
  private var isQuiet = false
  /// Bytes of the file at the last look.
  private(set) var size = 0

  /// Names the file; it may not be there yet.
  ///
  /// - Parameter kind: what it is, where its content need not tell.
  init(path: String, as kind: LogKind? = nil) {
    self.path = path
    self.kind = kind
  }

  /// Bytes that were read.
  var offset: Int { fingerprint?.offset ?? 0 }

  /// Reads the next part.
  ///
  /// - Parameter limit: bytes, beyond which no further chunk is read; what is read is taken from it.
  /// - Throws: `FileError` when the file is not there or cannot be read.
  /// - Complexity: O(bytes of the part).
  mutating func read(limit: inout Int) throws(FileError) -> Progress {
    let stamps = [FileStamp(path: path), FileStamp(path: path + "-wal")]
    let wasQuiet = isQuiet
    isQuiet = stamps[0].isQuiet
    if reading != nil, pipe == nil, offset == size || marker == .database, stamps == seen {
      // A last line without an end counts from now on.
      return Progress(hasChanged: isQuiet && !wasQuiet && endsWithinLine)
    }
    do throws(FileError) {
      let file: FileDescriptor
      if let pipe { file = pipe } else { file = try FileDescriptor(path: path) }
      var progress = try read(file, limit: &limit, isNew: stamps != seen)
      if isQuiet, !wasQuiet, endsWithinLine { progress.hasChanged = true }
      // What was written a moment ago may be written once more with the same time.
      seen = stamps[0].isSettled ? stamps : []
      return progress
    } catch {
      reset()
      throw error
    }
  }

  private var endsWithinLine: Bool {
    if case .bytes(let intake)? = reading { intake.endsWithinLine } else { false }
  }

  private mutating func reset() {
    (reading, fingerprint, marker, markedSize, seen) = (nil, nil, nil, 0, [])
  }

  private mutating func read(
    _ file: FileDescriptor, limit: inout Int, isNew: Bool
  ) throws(FileError) -> Progress {
    let status = file.status
    guard status.st_mode & S_IFMT == S_IFREG else {
      if status.st_mode & S_IFMT == S_IFDIR { throw FileError(path, "is a folder") }
      return try readPipe(file, limit: &limit)
    }
    var progress = Progress()
    size = Int(status.st_size)
    let stamp = FileStamp(status)
    if fingerprint?.matches(file.number, stamp) == false {
      reset()
      progress.hasChanged = true
    }
    if kind == nil, markedSize < Self.markSize, markedSize != size || reading == nil {
      let now = FileMark(path: path)
      if now != marker { reset() }
      (marker, markedSize) = (now, size)
    }
    var print = fingerprint ?? FileFingerprint(stamp)
    defer { fingerprint = print }
    switch marker {
    case .database:
      guard isNew || reading == nil else { return progress }
      reading = .database(try DatabaseReader.read(path))
      progress.hasChanged = true
    case .eventFile:
      var runs = EventRuns([])
      if case .events(let known)? = reading { runs = known } else { progress.hasChanged = true }
      reading = nil
      if runs.update([EventRuns.Source(path: path)]) { progress.hasChanged = true }
      let part = try runs.read(limit: &limit)
      reading = .events(runs)
      print.take(file.number, to: runs.passed.offset, checksum: runs.passed.checksum)
      progress.hasChanged = progress.hasChanged || part.hasChanged
      progress.isCaughtUp = part.isCaughtUp
    case nil:
      var intake = LogIntake(path: path, as: kind)
      if case .bytes(let known)? = reading { intake = known } else { progress.hasChanged = true }
      reading = nil
      defer { reading = .bytes(intake) }
      var ahead: ReadAhead<Result<FilePart, FileError>>?
      while true {
        guard limit > 0 else {
          progress.isCaughtUp = print.offset >= size
          break
        }
        let part = try
          (ahead?.finish() ?? Self.part(of: file, behind: print, path: path, size: size)).get()
        let (bytes, start) = (part.bytes, part.start)
        guard start < bytes.count else { break }
        print.take(bytes[start...], checksum: part.checksum)
        limit -= bytes.count - start
        // The next part is read while this one is used.
        let (next, path, size) = (print, path, size)
        ahead =
          limit > 0 && next.offset < size
          ? ReadAhead { Self.part(of: file, behind: next, path: path, size: size) } : nil
        intake.take(bytes, from: start)
        progress.hasChanged = true
      }
    }
    return progress
  }

  private static func part(
    of file: FileDescriptor, behind print: FileFingerprint, path: String, size: Int
  ) -> Result<FilePart, FileError> {
    // A little more than there was, to see the end without another call.
    let count = min(chunk, max(size - print.offset, 0) + 4096)
    do throws(FileError) {
      return .success(
        try FilePart(file, at: print.offset, count: count, path: path, after: print.checksum))
    } catch {
      return .failure(error)
    }
  }

  private mutating func readPipe(
    _ file: FileDescriptor, limit: inout Int
  ) throws(FileError) -> Progress {
    var progress = Progress()
    pipe = file
    var intake = LogIntake(path: path, as: kind)
    if case .bytes(let known)? = reading { intake = known }
    reading = nil
    defer { reading = .bytes(intake) }
    while limit > 0 {
      guard let bytes = try file.read(at: nil, count: Self.chunk, path: path), !bytes.isEmpty else {
        return progress
      }
      intake.take(bytes)
      size += bytes.count
      limit -= bytes.count
      progress.hasChanged = true
    }
    progress.isCaughtUp = false
    return progress
  }

  /// Reads everything, a pipe to its end.
  ///
  /// - Throws: `FileError` when there is nothing that can be read.
  /// - Complexity: O(bytes).
  static func readAll(_ path: String) throws(FileError) -> LogContents {
    let file = try FileDescriptor(path: path)
    let type = file.status.st_mode & S_IFMT
    if type != S_IFREG, type != S_IFDIR {
      var intake = LogIntake(path: path)
      while true {
        guard let bytes = try file.read(at: nil, count: chunk, path: path) else {
          file.wait()
          continue
        }
        if bytes.isEmpty { return try intake.contents(isQuiet: true) }
        intake.take(bytes)
      }
    }
    var follower = FileFollower(path: path)
    var limit = Int.max
    while try !follower.read(limit: &limit).isCaughtUp {}
    return try follower.contents()
  }

  /// The last bytes of a file of which much was not read yet.
  private func tail() -> [UInt8]? {
    guard pipe == nil, size - offset > Self.shownAhead, let file = try? FileDescriptor(path: path)
    else { return nil }
    return try? file.read(at: size - Self.shownAhead, count: Self.shownAhead, path: path)
  }

  /// What the part that was read holds; while much is left, its last records too, where a reader can tell.
  ///
  /// - Throws: `FileError` when that is nothing.
  /// - Complexity: O(curves), and O(bytes) of a log that is one document.
  func contents() throws(FileError) -> LogContents {
    switch reading {
    case .bytes(let intake):
      if let tail = tail(), let contents = intake.contents(withLast: tail) { return contents }
      return try intake.contents(isQuiet: isQuiet && pipe == nil)
    case .events(let runs): return runs.contents()
    case .database(let contents): return contents
    case nil: throw FileError(path, "was not read yet")
    }
  }
}
