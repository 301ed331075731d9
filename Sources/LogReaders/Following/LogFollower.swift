internal import BareFoundation
public import CurveStore
internal import SystemFiles

/// A reader of a log of any known tool while it is written: a file, a folder, or bytes that are
/// passed in.
///
/// The log need not exist yet, and may be cut, replaced, rotated or rewritten: each call gives what
/// reading it whole would give. Of a growing log only the new part is read. Nothing is written,
/// locked or held open (except a pipe).
///
///     var follower = LogFollower(path: path)
///     while true {
///       switch follower.next() { … }
///       watch.wait(seconds: 2)
///     }
///
/// A call takes as long as reading a few mebibytes: use it away from the screen, on one thread at a
/// time. Copies share open files: use only one.
public struct LogFollower {
  /// The approximate number of bytes that one call of ``next()`` reads.
  public static let part = 4 << 20

  /// The file or folder; `-` for bytes that are passed in.
  public let path: String
  private let options: ReadingOptions
  private var file: FileFollower?
  private var folder: FolderFollower?
  private var intake: LogIntake?
  private var hasNews = false
  private var isFinished = false
  private var lastReason: String?

  /// Creates a follower of a log, which need not exist yet.
  ///
  /// - Parameters:
  ///   - readers: The readers that are asked; the first that recognizes the log reads it.
  ///   - forms: Patterns that name the numbers of console text; they win over what is learned.
  public init(
    path: String, readers: [any RecordReader.Type] = RecordReaders.all, forms: [GivenForm] = []
  ) {
    self.path = path
    options = ReadingOptions(readers: readers, forms: forms)
    if path == "-" { intake = LogIntake(path: "standard input", options: options) }
  }

  /// Adds bytes of a log that arrives in parts, such as standard input.
  ///
  /// - Precondition: The path is `-`.
  /// - Complexity: O(bytes).
  public mutating func append(_ bytes: [UInt8]) {
    precondition(intake != nil, "bytes are added only for the path -")
    guard !bytes.isEmpty else { return }
    hasNews = true
    intake?.append(bytes)
  }

  /// Ends the log, so that the last line is complete.
  public mutating func finish() { (isFinished, hasNews) = (true, intake != nil) }

  /// Reads the next part of the log.
  ///
  /// - Complexity: O(bytes of the part); O(bytes) for a changed log that can only be parsed as a
  ///   whole.
  public mutating func next() -> LogUpdate {
    do throws(FileError) {
      let update = try read()
      if update != nil { lastReason = nil }
      return update ?? .unchanged
    } catch {
      // An error is reported once.
      if lastReason == error.reason { return .unchanged }
      lastReason = error.reason
      return .unreadable(reason: error.reason)
    }
  }

  private mutating func read() throws(FileError) -> LogUpdate? {
    if let intake {
      guard hasNews else { return nil }
      hasNews = false
      return .changed(
        try intake.contents(isQuiet: isFinished), isCaughtUp: true, bytesRead: intake.count,
        bytesTotal: nil)
    }
    if FileKind(of: path) == .folder {
      file = nil
      var follower = folder ?? FolderFollower(path, options: options)
      folder = nil
      defer { folder = follower }
      var limit = Self.part
      let progress = try follower.read(limit: &limit)
      guard progress.hasChanged else { return nil }
      return .changed(
        try follower.contents(), isCaughtUp: progress.isCaughtUp, bytesRead: follower.bytesRead,
        bytesTotal: follower.bytesTotal)
    }
    folder = nil
    var follower = file ?? FileFollower(LogIntake(path: path, options: options))
    file = nil
    defer { file = follower }
    var limit = Self.part
    let progress = try follower.read(limit: &limit)
    guard progress.hasChanged else { return nil }
    return .changed(
      try follower.contents(), isCaughtUp: progress.isCaughtUp, bytesRead: follower.offset,
      bytesTotal: follower.size)
  }
}
