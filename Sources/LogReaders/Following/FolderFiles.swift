internal import CurveStore
internal import SystemFiles

/// The files of a folder that are followed, each with what it held at the last look.
struct FolderFiles {
  private struct Entry {
    var follower: FileFollower
    var contents: Result<LogContents, FileError>?

    init(_ follower: FileFollower) { self.follower = follower }
  }

  private var entries: [String: Entry] = [:]
  private var used: Set<String> = []

  /// Bytes that were read of all of them.
  var bytesRead: Int { entries.values.reduce(0) { $0 + $1.follower.offset } }
  /// Bytes of all of them.
  var bytesTotal: Int { entries.values.reduce(0) { $0 + $1.follower.size } }

  /// Reads the next part of a file and says what it holds.
  ///
  /// - Parameters:
  ///   - limit: bytes, beyond which nothing more is read; what is read is taken from it.
  ///   - progress: what became of the file is added.
  /// - Throws: `FileError` when the file cannot be read or holds nothing.
  /// - Complexity: O(bytes of the part).
  mutating func contents(
    of path: String, as kind: LogKind? = nil, limit: inout Int,
    _ progress: inout FileFollower.Progress
  ) throws(FileError) -> LogContents {
    used.insert(path)
    var entry = entries.removeValue(forKey: path) ?? Entry(FileFollower(path: path, as: kind))
    defer { entries[path] = entry }
    do throws(FileError) {
      let part = try entry.follower.read(limit: &limit)
      progress.isCaughtUp = progress.isCaughtUp && part.isCaughtUp
      if !part.hasChanged, let contents = entry.contents { return try contents.get() }
      progress.hasChanged = true
      let contents = try entry.follower.contents()
      entry.contents = .success(contents)
      return contents
    } catch {
      entry.contents = .failure(error)
      throw error
    }
  }

  /// Forgets the files that were not asked for since the last time.
  mutating func forgetUnused() {
    if entries.count > used.count { entries = entries.filter { used.contains($0.key) } }
    used.removeAll(keepingCapacity: true)
  }
}
