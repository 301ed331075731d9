internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A part of a file in memory that moves on as it is used up.
///
/// It holds no more than the file has to give, so that following many files costs little.
final class FileWindow {
  private let path: String
  private let descriptor: Int32
  private let chunk: Int
  /// What was read; used from `start` to `end`.
  private(set) var bytes: [UInt8] = []
  /// The first byte that is still needed.
  var start = 0
  /// One past the last byte that was read.
  private(set) var end = 0
  /// Where `bytes[0]` is in the file.
  private(set) var base: Int64
  /// The checksum of what came before `bytes[0]`.
  private var passed: UInt32 = 0

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - offset: where the window begins.
  ///   - chunk: how much is read at once, in bytes.
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

  /// Where `bytes[start]` is in the file.
  var offset: Int64 { base + Int64(start) }

  /// CRC-32C of all bytes from the first one of all up to `bytes[start]`.
  ///
  /// - Complexity: O(start).
  var checksum: UInt32 {
    bytes.withUnsafeBytes { Checksum.continuing(passed, $0.bytes, 0..<start) }
  }

  /// Whether another file stands at the path now, or the file has become shorter than what was used.
  var isReplaced: Bool {
    var (now, opened) = (stat(), stat())
    guard stat(path, &now) == 0, fstat(descriptor, &opened) == 0 else { return true }
    return now.st_ino != opened.st_ino || now.st_dev != opened.st_dev
      || Int64(opened.st_size) < offset
  }

  /// Bytes in the file now.
  ///
  /// - Throws: `EventFileError` with the system's reason.
  func fileSize() throws(EventFileError) -> Int64 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw EventFileError(file: path, "cannot be read: \(systemReason())")
    }
    return Int64(status.st_size)
  }

  /// Reads on until the window holds a chunk or the file ends.
  ///
  /// - Parameter needed: hold so many bytes from `start` on, if the file has them.
  /// - Returns: how many bytes came in.
  /// - Throws: `EventFileError` with the system's reason.
  /// - Complexity: O(the window's size).
  func fill(needed: Int) throws(EventFileError) -> Int {
    moveToTheFront()
    let available = max(0, try fileSize() - base)
    let wanted = Int64(needed) <= available ? max(needed, chunk) : chunk
    let size = Int(min(available, Int64(wanted)))
    if bytes.count < size {
      // Like `append`, but without room beyond.
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

  /// Drops what was read and not used; `fill` reads it anew.
  ///
  /// What stood at the end of a file that grows may be different the next time.
  func forget() {
    (passed, base) = (checksum, offset)
    (start, end) = (0, 0)
    bytes = []
  }

  /// Whether the file holds nothing but zeros from a place in the window on; false if it cannot be read.
  ///
  /// - Complexity: O(the file's bytes from there on).
  func isZero(from place: Int) -> Bool {
    guard bytes[place..<end].allSatisfy({ $0 == 0 }) else { return false }
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
