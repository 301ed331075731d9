internal import Foundation
public import SystemFiles

/// Follows a log of any known tool while it is written: a file, a folder, or bytes that are handed over.
///
/// The log may not be there yet, may be cut, replaced, rotated or written anew: what is told after each call is
/// what reading it whole would tell. Of what only grows, only what is new is read. Nothing is written, locked or
/// held open (but a pipe).
///
///     var follower = LogFollower(path: path)
///     while true {
///       switch follower.next() { … }
///       watch.wait(seconds: 2)
///     }
///
/// A call may take as long as a few mebibytes need: use it away from the screen, on one thread at a time. A copy
/// shares what is open: use one only.
public struct LogFollower {
  /// Bytes that a call reads, about.
  public static let part = 4 << 20

  /// The file or folder; `-` for bytes that are handed over.
  public let path: String
  private var file: FileFollower?
  private var folder: FolderFollower?
  private var intake: LogIntake?
  private var hasNews = false
  private var isFinished = false
  private var lastReason: String?

  /// Names the log; it may not be there yet.
  public init(path: String) {
    self.path = path
    if path == "-" { intake = LogIntake(path: "standard input") }
  }

  /// Takes bytes of a log that comes in parts, such as standard input.
  ///
  /// - Precondition: the path is `-`.
  /// - Complexity: O(bytes).
  public mutating func take(_ bytes: [UInt8]) {
    precondition(intake != nil, "bytes are taken for the path -")
    guard !bytes.isEmpty else { return }
    hasNews = true
    intake?.take(bytes)
  }

  /// No more bytes come: the last line is whole.
  public mutating func finish() { (isFinished, hasNews) = (true, intake != nil) }

  /// Looks at the log and reads its next part.
  ///
  /// - Complexity: O(bytes of the part); O(bytes) of a log that is one document and has changed.
  public mutating func next() -> LogUpdate {
    do throws(FileError) {
      let update = try read()
      if update != nil { lastReason = nil }
      return update ?? .unchanged
    } catch {
      // What cannot be read is told once.
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
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      file = nil
      var follower = folder ?? FolderFollower(path)
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
    var follower = file ?? FileFollower(path: path)
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
