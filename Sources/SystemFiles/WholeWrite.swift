#if canImport(Glibc)
  internal import Glibc
  private let systemWrite = Glibc.write
#else
  internal import Darwin
  private let systemWrite = Darwin.write
#endif

/// Writes to an open file that continue until all bytes are written or a write fails.
public enum WholeWrite {
  /// Writes all bytes.
  ///
  /// - Returns: The `errno` of the failure; nil when all bytes are written.
  public static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var done = 0
    return write(bytes, to: descriptor, &done)
  }

  /// Appends all bytes or none: after a failure, a part that was written is cut off again.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - descriptor: The open file.
  ///   - end: The length of the file before the call.
  /// - Returns: The `errno` of the failure; nil when all bytes are written.
  public static func append(_ bytes: [UInt8], to descriptor: Int32, end: Int) -> Int32? {
    var done = 0
    guard let code = bytes.withUnsafeBytes({ write($0, to: descriptor, &done) }) else { return nil }
    if done > 0 { ftruncate(descriptor, off_t(end)) }
    return code
  }

  /// Writes the bytes that are not written yet.
  ///
  /// - Parameters:
  ///   - bytes: All bytes.
  ///   - descriptor: The open file.
  ///   - done: The number of bytes already written. It is updated even when the rest cannot be
  ///     written.
  /// - Returns: The `errno` of the failure; nil when all bytes are written.
  public static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ done: inout Int
  ) -> Int32? {
    while done < bytes.count {
      let count = systemWrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count > 0 { done += count } else if errno != EINTR { return errno }
    }
    return nil
  }
}
