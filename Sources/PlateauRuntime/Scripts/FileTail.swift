internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The text of a file while it grows, as it would come through a pipe.
struct FileTail {
  /// The end of the pipe that is read; whoever reads it closes it.
  let descriptor: Int32

  /// Starts to read a file, which need not exist yet.
  ///
  /// - Parameter isOver: Returns true once nothing more is written.
  /// - Throws: An error of one line when the system has no pipe or thread left.
  init(path: String, on thread: WatchThread, isOver: @escaping @Sendable () -> Bool) throws {
    let ends = try PipeEnds()
    descriptor = ends.reading
    let target = ends.writing
    let reason = thread.start {
      let watch = FileWatch(path: path)
      var offset = 0
      return {
        // Asked before reading: what was written until then is read below.
        let isOver = isOver()
        let part = Self.part(of: path, at: offset)
        offset += part.count
        let isRead = part.withUnsafeBytes { WholeWrite.write($0, to: target) } == nil
        if isRead, !part.isEmpty { return true }
        if isOver || !isRead {
          close(target)
          return false
        }
        watch.wait(seconds: 0.5)
        return true
      }
    }
    if let reason { throw CommandFailure(reason) }
  }

  private static func part(of path: String, at offset: Int) -> [UInt8] {
    guard let file = try? RegularFile(reading: path), file.size > offset else { return [] }
    return file.bytes(at: offset, count: min(file.size - offset, 1 << 16))
  }
}
