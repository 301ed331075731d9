internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A part of a file in memory that advances as it is used up.
///
/// It never holds more than the file, so that following many files costs little.
final class FileWindow {
  private let path: String
  private let descriptor: Int32
  private let chunk: Int
  /// The bytes that were read, valid from `start` to `end`.
  private(set) var bytes: [UInt8] = []
  /// The index of the first byte that is still needed.
  var start = 0
  /// The index after the last byte that was read.
  private(set) var end = 0
  /// The offset of `bytes[0]` in the file.
  private(set) var base: Int64
  /// The checksum of the bytes before `bytes[0]`.
  private var passed: UInt32 = 0

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - offset: The offset of the first byte.
  ///   - chunk: The number of bytes read at once.
  /// - Throws: `EventFileError` with the system's reason.
  init(path: String, at offset: Int64, chunk: Int) throws(EventFileError) {
    self.path = path
    self.chunk = chunk
    base = offset
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      throw EventFileError(file: path, "cannot be opened: \(systemReason())")
    }
  }

  deinit { close(descriptor) }

  /// The offset of `bytes[start]` in the file.
  var offset: Int64 { base + Int64(start) }

  /// CRC-32C of all bytes from the first offset up to `bytes[start]`.
  ///
  /// - Complexity: O(start).
  var checksum: UInt32 {
    bytes.withUnsafeBytes { Checksum.continuing(passed, $0.bytes, 0..<start) }
  }

  /// True when the path leads to another file now, or the file is shorter than what was used.
  var isReplaced: Bool {
    var (now, opened) = (stat(), stat())
    guard stat(path, &now) == 0, fstat(descriptor, &opened) == 0 else { return true }
    return now.st_ino != opened.st_ino || now.st_dev != opened.st_dev
      || Int64(opened.st_size) < offset
  }

  /// The number of bytes in the file now.
  ///
  /// - Throws: `EventFileError` with the system's reason.
  func fileSize() throws(EventFileError) -> Int64 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw EventFileError(file: path, "cannot be read: \(systemReason())")
    }
    return Int64(status.st_size)
  }

  /// Reads until the window holds a chunk or the file ends.
  ///
  /// - Parameter needed: The number of bytes to hold from `start` on, if the file has them.
  /// - Returns: The number of bytes that were read.
  /// - Throws: `EventFileError` with the system's reason.
  /// - Complexity: O(the window's size).
  func fill(needed: Int) throws(EventFileError) -> Int {
    moveToTheFront()
    let available = max(0, try fileSize() - base)
    let wanted = Int64(needed) <= available ? max(needed, chunk) : chunk
    let size = Int(min(available, Int64(wanted)))
    if bytes.count < size {
      // Reserved exactly, which `append` alone would not do.
      bytes.reserveCapacity(size)
      bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
    }
    let before = end
    while end < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(
          descriptor, buffer.baseAddress.map { $0 + end }, buffer.count - end,
          off_t(base + Int64(end)))
      }
      if got == 0 { break }
      if got > 0 {
        end += got
      } else if errno != EINTR {
        throw EventFileError(file: path, "cannot be read: \(systemReason())")
      }
    }
    return end - before
  }

  /// Drops the unused bytes, so that `fill` reads them again.
  ///
  /// The end of a growing file may differ the next time.
  func forget() {
    (passed, base) = (checksum, offset)
    (start, end) = (0, 0)
    bytes = []
  }

  /// Returns true when the file has only zeros from an index of the window on; false if it cannot
  /// be read.
  ///
  /// - Complexity: O(the file's bytes from there on).
  func isZero(from index: Int) -> Bool {
    guard bytes[index..<end].allSatisfy({ $0 == 0 }) else { return false }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var position = base + Int64(end)
    while true {
      let got = block.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(position))
      }
      if got == 0 { return true }
      if got < 0, errno == EINTR { continue }
      guard got > 0, block[..<got].allSatisfy({ $0 == 0 }) else { return false }
      position += Int64(got)
    }
  }

  private func moveToTheFront() {
    guard start > 0 else { return }
    passed = checksum
    let (first, kept) = (start, end - start)
    bytes.withUnsafeMutableBytes { buffer in
      if let target = buffer.baseAddress, kept > 0 { memmove(target, target + first, kept) }
    }
    base += Int64(first)
    (start, end) = (0, kept)
  }
}
