package import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A terminal that exists in memory: programs that write to it draw their bars as on a screen.
package final class Pseudoterminal: Sendable {
  /// The descriptor from which the text of programs is read.
  package let descriptor: Int32
  /// The path that programs open.
  package let path: String

  /// Creates a terminal.
  ///
  /// - Throws: `FileError` when the system has none left.
  package init(columns: Int, rows: Int) throws(FileError) {
    let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0, let name = Self.unlock(descriptor) else {
      let reason = systemReason()
      if descriptor >= 0 { close(descriptor) }
      throw FileError("/dev/ptmx", "cannot make a terminal: \(reason)")
    }
    self.descriptor = descriptor
    path = name
    Self.resize(descriptor, columns: columns, rows: rows)
  }

  deinit { close(descriptor) }

  /// Lets programs open a new terminal, and returns its path; nil when the system refuses.
  private static func unlock(_ descriptor: Int32) -> String? {
    #if canImport(Glibc)
      // Linux's TIOCSPTLCK and TIOCGPTN: glibc's functions for them are hidden from Swift.
      var (lock, number): (Int32, Int32) = (0, 0)
      guard ioctl(descriptor, 0x4004_5431, &lock) == 0, ioctl(descriptor, 0x8004_5430, &number) == 0
      else { return nil }
      return "/dev/pts/\(number)"
    #else
      guard grantpt(descriptor) == 0, unlockpt(descriptor) == 0, let name = ptsname(descriptor)
      else { return nil }
      return String(cString: name)
    #endif
  }

  /// Changes the size of the terminal at a path; programs on it are told by a signal.
  package static func resize(_ path: String, columns: Int, rows: Int) {
    let descriptor = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    resize(descriptor, columns: columns, rows: rows)
  }

  private static func resize(_ descriptor: Int32, columns: Int, rows: Int) {
    var size = winsize()
    size.ws_col = UInt16(clamping: columns)
    size.ws_row = UInt16(clamping: rows)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }
}
