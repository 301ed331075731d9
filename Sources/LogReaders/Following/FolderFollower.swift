internal import CurveStore
internal import SystemFiles

/// A reader of a folder of logs, part by part, which continues when files grow or appear.
struct FolderFollower {
  private let root: String
  private var tree: FolderTree?
  private var events: EventRuns?
  private let options: ReadingOptions
  private var files: FolderFiles
  private var result: Result<LogContents, FileError>?

  /// Creates a follower of a folder.
  init(_ path: String, options: ReadingOptions) {
    self.options = options
    files = FolderFiles(options)
    var root = path
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    self.root = root
  }

  /// The number of bytes that were read.
  var bytesRead: Int { files.bytesRead + (events?.bytesRead ?? 0) }
  /// The number of bytes of all files.
  var bytesTotal: Int { files.bytesTotal + (events?.bytesTotal ?? 0) }

  /// Reads the next part of the new bytes.
  ///
  /// - Parameter limit: The number of bytes to read, reduced by those that were read.
  /// - Throws: `FileError` when the only event file cannot be read.
  /// - Complexity: O(files + bytes of the part).
  mutating func read(limit: inout Int) throws(FileError) -> FileFollower.Progress {
    var progress = FileFollower.Progress()
    let now = FolderTree(root)
    progress.hasChanged = now != tree
    tree = now
    let sources = FolderReader.eventFiles(now)
    var known = events ?? EventRuns([])
    events = nil
    if known.update(sources) { progress.hasChanged = true }
    let part = try known.read(limit: &limit)
    events = known
    progress.hasChanged = progress.hasChanged || part.hasChanged
    progress.isCaughtUp = part.isCaughtUp
    var reader = FolderReader(now, files: files, limit: limit, progress: progress)
    files = FolderFiles(options)
    reader.read(sources.isEmpty ? nil : known.contents())
    (files, progress, limit) = reader.state
    if progress.hasChanged || result == nil {
      do throws(FileError) {
        result = .success(try reader.contents())
      } catch {
        result = .failure(error)
      }
    }
    return progress
  }

  /// The contents so far.
  ///
  /// - Throws: `FileError` when there is no log in the folder.
  func contents() throws(FileError) -> LogContents {
    guard let result else { throw FileError(root, "has not been read yet") }
    return try result.get()
  }

  /// Reads the whole folder.
  ///
  /// - Throws: `FileError` when there is no log in the folder.
  /// - Complexity: O(bytes of all logs).
  static func readAll(
    _ path: String, options: ReadingOptions
  ) throws(FileError) -> LogContents {
    var follower = FolderFollower(path, options: options)
    var limit = Int.max
    while try !follower.read(limit: &limit).isCaughtUp {}
    return try follower.contents()
  }
}
