internal import CCRC32C

/// Bytes of a file, with room before them for the incomplete record that the previous part left.
package struct FilePart: Sendable {
  /// The size of the room in bytes, more than most records; a longer rest is copied.
  private static let room = 1 << 16

  /// The room and then the bytes; empty at the end of the file.
  package let bytes: [UInt8]
  /// The index of the first byte of the file in `bytes`.
  package var start: Int { min(Self.room, bytes.count) }
  /// The CRC-32C of the file up to the end of the bytes.
  ///
  /// It has no meaning beyond `FileFingerprint.longestSum`.
  package let checksum: UInt32

  /// Creates a part by reading bytes of a file.
  ///
  /// - Parameters:
  ///   - file: The open file.
  ///   - offset: The offset of the bytes in the file.
  ///   - count: The largest number of bytes to read.
  ///   - path: The path of the file, for the error.
  ///   - checksum: The CRC-32C of the file up to the offset.
  /// - Throws: `FileError` with the system's reason.
  package init(
    _ file: FileDescriptor, at offset: Int, count: Int, path: String, after checksum: UInt32
  ) throws(FileError) {
    let bytes = try file.read(at: offset, count: count, room: Self.room, path: path) ?? []
    self.bytes = bytes
    let isLong = offset > FileFingerprint.longestSum
    self.checksum = bytes.withUnsafeBytes {
      let new = UnsafeRawBufferPointer(rebasing: $0.dropFirst(Self.room))
      return new.isEmpty || isLong ? checksum : plateau_crc32c(checksum, new.baseAddress, new.count)
    }
  }
}
