internal import CCRC32C

/// Bytes of a file, with room before them for half a record that was left of those before.
package struct FilePart: Sendable {
  /// Longer than most records; longer rests are copied.
  private static let room = 1 << 16

  /// The room, then the bytes; none at the file's end.
  package let bytes: [UInt8]
  /// The index of the first of them.
  package var start: Int { min(Self.room, bytes.count) }
  /// CRC-32C of the file up to their end; has no meaning beyond `FileFingerprint.longestSum`.
  package let checksum: UInt32

  /// Reads bytes.
  ///
  /// - Parameters:
  ///   - offset: where they stand.
  ///   - count: how many at most.
  ///   - checksum: of the file up to there.
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
