internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads a file as a whole.
enum WholeFile {
  /// The size limit in bytes.
  static let mostBytes = 1 << 28

  /// The unpacked bytes of a file, plain or gzipped.
  ///
  /// - Throws: `DatasetError` if the file cannot be read or has more than 64 MiB.
  /// - Complexity: O(bytes).
  static func unpacked(_ path: String) throws(DatasetError) -> [UInt8] {
    let bytes = try bytes(of: path)
    if !bytes.starts(with: [0x1F, 0x8B]), bytes.count <= 1 << 26 { return bytes }
    do {
      var stream = try ByteStream(path: path)
      return try stream.rest(limit: 1 << 26)
    } catch {
      throw DatasetError(error)
    }
  }

  /// All bytes of a file.
  ///
  /// - Throws: `DatasetError` if it is not a file, cannot be read or is too large.
  /// - Complexity: O(bytes).
  static func bytes(of path: String) throws(DatasetError) -> [UInt8] {
    guard let bytes = try bytes(ifPresent: path) else {
      throw DatasetError(path, "cannot be opened: \(systemReason(ENOENT))")
    }
    return bytes
  }

  /// All bytes of a file; `nil` if there is none.
  ///
  /// - Throws: `DatasetError` if it is not a file, cannot be read or is too large.
  /// - Complexity: O(bytes).
  static func bytes(ifPresent path: String) throws(DatasetError) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw DatasetError(path, "cannot be opened: \(systemReason())")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DatasetError(path, "is not a file")
    }
    let size = Int(status.st_size)
    guard size <= mostBytes else {
      throw DatasetError(path, "is larger than \(mostBytes >> 20) MB; make it smaller")
    }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, used in
      while used < size {
        let got = read(file, buffer.baseAddress.map { $0 + used }, size - used)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        used += got
      }
    }
    guard failure == 0 else {
      throw DatasetError(path, "cannot be read: \(systemReason(failure))")
    }
    return bytes
  }
}
