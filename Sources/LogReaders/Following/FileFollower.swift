internal import CurveStore
internal import SystemFiles
internal import SystemThreads

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A reader of one file of any kind of log, part by part, which continues when the file grows.
struct FileFollower {
  /// The progress of a call.
  struct Progress {
    /// True when anything has changed since the previous call.
    var hasChanged = false
    /// True when the whole file was read.
    var isCaughtUp = true
  }

  /// The state of reading, by the kind of file.
  private enum State {
    case bytes(LogIntake)
    case events(EventRuns)
    case database(LogContents)
  }

  /// The number of bytes read at once.
  private static let chunk = 2 << 20
  /// The number of bytes at the end of a long file that are shown before the rest is read.
  static let previewSize = 1 << 18
  /// The size from which on the first bytes of a file finally decide whether it is an event file.
  private static let markSize = 1 << 20

  /// The path of the file.
  let path: String
  /// The intake before it has read anything.
  private let fresh: LogIntake
  private var state: State?
  private var fingerprint: FileFingerprint?
  private var marker: FileMark?
  private var markedSize = 0
  /// The pipe, which cannot be opened again; nil for a file.
  private var pipe: FileDescriptor?
  private var seen: [FileStamp] = []
  /// True when the file was no longer being written at the last call.
  private var isQuiet = false
  /// The number of bytes of the file at the last call.
  private(set) var size = 0

  /// Creates a follower of a file, which need not exist yet.
  ///
  /// - Parameter intake: An intake of the file that has not read anything.
  init(_ intake: LogIntake) { (path, fresh) = (intake.path, intake) }

  /// The number of bytes that were read.
  var offset: Int { fingerprint?.offset ?? 0 }

  /// Reads the next part.
  ///
  /// - Parameter limit: The number of bytes to read, reduced by those that were read; a chunk may
  ///   exceed it.
  /// - Throws: `FileError` when the file does not exist or cannot be read.
  /// - Complexity: O(bytes of the part).
  mutating func read(limit: inout Int) throws(FileError) -> Progress {
    let stamps = [FileStamp(path: path), FileStamp(path: path + "-wal")]
    let wasQuiet = isQuiet
    isQuiet = stamps[0].isQuiet
    if state != nil, pipe == nil, offset == size || marker == .database, stamps == seen {
      // A last line without an end counts once the file is no longer written.
      return Progress(hasChanged: isQuiet && !wasQuiet && endsWithinLine)
    }
    do throws(FileError) {
      let file: FileDescriptor
      if let pipe { file = pipe } else { file = try FileDescriptor(path: path) }
      var progress = try read(file, limit: &limit, isNew: stamps != seen)
      if isQuiet, !wasQuiet, endsWithinLine { progress.hasChanged = true }
      // A recent file may be written once more with the same time.
      seen = stamps[0].isSettled ? stamps : []
      return progress
    } catch {
      reset()
      throw error
    }
  }

  private var endsWithinLine: Bool {
    if case .bytes(let intake)? = state { intake.endsWithinLine } else { false }
  }

  private mutating func reset() {
    (state, fingerprint, marker, markedSize, seen) = (nil, nil, nil, 0, [])
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
    if !fresh.isReaderGiven, markedSize < Self.markSize, markedSize != size || state == nil {
      let now = FileMark(path: path)
      if now != marker { reset() }
      (marker, markedSize) = (now, size)
    }
    var print = fingerprint ?? FileFingerprint(stamp)
    defer { fingerprint = print }
    switch marker {
    case .database:
      guard isNew || state == nil else { break }
      state = .database(try DatabaseReader.read(path))
      progress.hasChanged = true
    case .eventFile: try readEvents(of: file, &print, limit: &limit, &progress)
    case nil: try readBytes(of: file, &print, limit: &limit, &progress)
    }
    return progress
  }

  private mutating func readEvents(
    of file: FileDescriptor, _ print: inout FileFingerprint, limit: inout Int,
    _ progress: inout Progress
  ) throws(FileError) {
    var runs = EventRuns([])
    if case .events(let known)? = state { runs = known } else { progress.hasChanged = true }
    state = nil
    if runs.update([EventRuns.Source(path: path)]) { progress.hasChanged = true }
    let part = try runs.read(limit: &limit)
    state = .events(runs)
    print.add(file.number, to: runs.passed.offset, checksum: runs.passed.checksum)
    progress.hasChanged = progress.hasChanged || part.hasChanged
    progress.isCaughtUp = part.isCaughtUp
  }

  private mutating func readBytes(
    of file: FileDescriptor, _ print: inout FileFingerprint, limit: inout Int,
    _ progress: inout Progress
  ) throws(FileError) {
    var intake = fresh
    if case .bytes(let known)? = state { intake = known } else { progress.hasChanged = true }
    state = nil
    defer { state = .bytes(intake) }
    var ahead: ReadAhead<Result<FilePart, FileError>>?
    while true {
      guard limit > 0 else {
        progress.isCaughtUp = print.offset >= size
        return
      }
      let part = try (ahead?.finish() ?? Self.part(of: file, behind: print, path: path, size: size))
        .get()
      let (bytes, start) = (part.bytes, part.start)
      guard start < bytes.count else { return }
      print.add(bytes[start...], checksum: part.checksum)
      limit -= bytes.count - start
      // The next part is read while this one is used.
      let (next, path, size) = (print, path, size)
      ahead =
        limit > 0 && next.offset < size
        ? ReadAhead { Self.part(of: file, behind: next, path: path, size: size) } : nil
      intake.append(bytes, from: start)
      progress.hasChanged = true
    }
  }

  private static func part(
    of file: FileDescriptor, behind print: FileFingerprint, path: String, size: Int
  ) -> Result<FilePart, FileError> {
    // A little more than the size, to reach the end without another call.
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
    var intake = fresh
    if case .bytes(let known)? = state { intake = known }
    state = nil
    defer { state = .bytes(intake) }
    while limit > 0 {
      guard let bytes = try file.read(at: nil, count: Self.chunk, path: path), !bytes.isEmpty else {
        return progress
      }
      intake.append(bytes)
      size += bytes.count
      limit -= bytes.count
      progress.hasChanged = true
    }
    progress.isCaughtUp = false
    return progress
  }

  /// Reads everything, a pipe to its end.
  ///
  /// - Throws: `FileError` when the file cannot be read or is not a log.
  /// - Complexity: O(bytes).
  static func readAll(
    _ path: String, options: ReadingOptions
  ) throws(FileError) -> LogContents {
    let file = try FileDescriptor(path: path)
    let type = file.status.st_mode & S_IFMT
    if type != S_IFREG, type != S_IFDIR {
      var intake = LogIntake(path: path, options: options)
      while true {
        guard let bytes = try file.read(at: nil, count: chunk, path: path) else {
          file.wait()
          continue
        }
        if bytes.isEmpty { return try intake.contents(isQuiet: true) }
        intake.append(bytes)
      }
    }
    var follower = FileFollower(LogIntake(path: path, options: options))
    var limit = Int.max
    while try !follower.read(limit: &limit).isCaughtUp {}
    return try follower.contents()
  }

  /// The last bytes of a file, while much of it is still to be read.
  private func tail() -> [UInt8]? {
    guard pipe == nil, size - offset > Self.previewSize, let file = try? FileDescriptor(path: path)
    else { return nil }
    return try? file.read(at: size - Self.previewSize, count: Self.previewSize, path: path)
  }

  /// The contents so far; while much is left, with the last records, where the reader supports
  /// that.
  ///
  /// - Throws: `FileError` when there are none.
  /// - Complexity: O(curves), and O(bytes) of a log that is one document.
  func contents() throws(FileError) -> LogContents {
    switch state {
    case .bytes(let intake):
      if let tail = tail(), let contents = intake.contents(withLast: tail) { return contents }
      return try intake.contents(isQuiet: isQuiet && pipe == nil)
    case .events(let runs): return runs.contents()
    case .database(let contents): return contents
    case nil: throw FileError(path, "has not been read yet")
    }
  }
}
