#if canImport(Glibc)
  package import Glibc
#else
  package import Darwin
#endif

/// A file that is open for reading.
package final class FileDescriptor: Sendable {
  package let number: Int32

  /// Creates a descriptor by opening a file.
  ///
  /// Opening takes no lock and acquires no controlling terminal. It does not wait for a writer of a
  /// pipe.
  ///
  /// - Throws: `FileError` with the system's reason.
  package init(path: String) throws(FileError) {
    number = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    if number < 0 {
      throw FileError(
        path, errno == ENOENT ? "no such file" : "cannot be read: \(systemReason())")
    }
  }

  deinit { close(number) }

  /// The current state of the file.
  package var status: stat {
    var status = stat()
    fstat(number, &status)
    return status
  }

  /// Reads the bytes at an offset of a file, or the bytes that have arrived in a pipe.
  ///
  /// - Parameters:
  ///   - offset: The offset in the file; nil for a pipe.
  ///   - count: The largest number of bytes to read.
  ///   - room: The number of zeros to put before the bytes.
  ///   - path: The path of the file, for the error.
  /// - Returns: The zeros and then the bytes, or an empty array at the end of the file; nil when a
  ///   pipe has no bytes yet.
  /// - Throws: `FileError` with the system's reason.
  package func read(
    at offset: Int?, count: Int, room: Int = 0, path: String
  ) throws(FileError) -> [UInt8]? {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: room + count) { all, filled in
      all[..<room].initialize(repeating: 0)
      let buffer = UnsafeMutableBufferPointer(rebasing: all[room...])
      var got = -1
      repeat {
        got =
          if let offset {
            pread(number, buffer.baseAddress, count, off_t(offset))
          } else {
            Self.receive(number, buffer)
          }
      } while got < 0 && errno == EINTR
      if got < 0 { code = errno }
      filled = got > 0 ? room + got : 0
    }
    if code == EAGAIN || code == EWOULDBLOCK { return nil }
    if code != 0 {
      errno = code
      throw FileError(path, "cannot be read: \(systemReason())")
    }
    return bytes
  }

  private static func receive(_ number: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    #if canImport(Glibc)
      Glibc.read(number, buffer.baseAddress, buffer.count)
    #else
      Darwin.read(number, buffer.baseAddress, buffer.count)
    #endif
  }

  /// Waits until a pipe has bytes or reaches its end.
  package func wait() {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    _ = poll(&request, 1, -1)
  }
}
