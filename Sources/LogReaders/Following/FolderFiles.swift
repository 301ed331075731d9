internal import CurveStore
internal import SystemFiles

/// The followed files of a folder, each with its contents at the last call.
struct FolderFiles {
  private struct FollowedFile {
    var follower: FileFollower
    var contents: Result<LogContents, FileError>?

    init(_ follower: FileFollower) { self.follower = follower }
  }

  private var files: [String: FollowedFile] = [:]
  private var requested: Set<String> = []
  private let options: ReadingOptions

  /// Creates an empty list.
  init(_ options: ReadingOptions) { self.options = options }

  /// The number of bytes read from all files.
  var bytesRead: Int { files.values.reduce(0) { $0 + $1.follower.offset } }
  /// The number of bytes of all files.
  var bytesTotal: Int { files.values.reduce(0) { $0 + $1.follower.size } }

  /// Reads the next part of a file and returns its contents.
  ///
  /// - Parameters:
  ///   - limit: The number of bytes to read, reduced by those that were read.
  ///   - progress: The progress of the folder, to which the file's is added.
  /// - Throws: `FileError` when the file cannot be read or is not a log.
  /// - Complexity: O(bytes of the part).
  mutating func contents(
    of path: String, by reader: (any RecordReader)? = nil, limit: inout Int,
    _ progress: inout FileFollower.Progress
  ) throws(FileError) -> LogContents {
    requested.insert(path)
    var file =
      files.removeValue(forKey: path)
      ?? FollowedFile(FileFollower(LogIntake(path: path, by: reader, options: options)))
    defer { files[path] = file }
    do throws(FileError) {
      let part = try file.follower.read(limit: &limit)
      progress.isCaughtUp = progress.isCaughtUp && part.isCaughtUp
      if !part.hasChanged, let contents = file.contents { return try contents.get() }
      progress.hasChanged = true
      let contents = try file.follower.contents()
      file.contents = .success(contents)
      return contents
    } catch {
      file.contents = .failure(error)
      throw error
    }
  }

  /// Forgets the files that were not requested since the previous call.
  mutating func forgetUnrequested() {
    if files.count > requested.count { files = files.filter { requested.contains($0.key) } }
    requested.removeAll(keepingCapacity: true)
  }
}
