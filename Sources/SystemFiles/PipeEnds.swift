#if canImport(Glibc)
  internal import Glibc
  private let systemPipe = Glibc.pipe
#else
  internal import Darwin
  private let systemPipe = Darwin.pipe
#endif

/// The two descriptors of a pipe, which programs that are started do not inherit.
///
/// Whoever makes the pipe closes them.
package struct PipeEnds {
  /// The descriptor to read from.
  package let reading: Int32
  /// The descriptor to write to.
  package let writing: Int32

  /// Makes a pipe.
  ///
  /// - Throws: `FileError` with the system's reason.
  package init() throws(FileError) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else {
      throw FileError("pipe", "cannot be made: \(systemReason())")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  /// Reads everything that comes until nobody can write any more.
  package func readAll() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(reading, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        return bytes
      }
    }
  }
}
