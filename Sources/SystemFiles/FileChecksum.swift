internal import CCRC32C

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// CRC-32C checksums, which detect flipped bits and truncation.
public enum FileChecksum {
  /// Returns the checksum of bytes in memory.
  ///
  /// - Complexity: O(bytes).
  public static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let bytes = Array(bytes)
    return bytes.withUnsafeBytes { plateau_crc32c(0, $0.baseAddress, $0.count) }
  }

  /// Returns the checksum of a file.
  ///
  /// - Throws: `FileError` with the system's reason.
  /// - Complexity: O(bytes).
  public static func of(file path: String) throws(FileError) -> UInt32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path, "cannot be read: \(systemReason())") }
    defer { close(descriptor) }
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    var checksum: UInt32 = 0
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return checksum }
      if count > 0 {
        checksum = chunk.withUnsafeBytes { plateau_crc32c(checksum, $0.baseAddress, count) }
      } else if errno != EINTR {
        throw FileError(path, "cannot be read: \(systemReason())")
      }
    }
  }

  /// Returns a checksum as eight hexadecimal digits.
  public static func text(_ checksum: UInt32) -> String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
