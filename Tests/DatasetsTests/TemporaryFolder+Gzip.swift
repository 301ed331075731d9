import CZlib
import TestSupport
import Testing

extension TemporaryFolder {
  /// Writes a compressed file.
  ///
  /// - Returns: The path of the file.
  @discardableResult
  func writeGzipped(_ bytes: [UInt8], _ name: String) throws -> String {
    let file = try #require(gzopen(path(name), "wb"))
    _ = bytes.withUnsafeBytes { gzwrite(file, $0.baseAddress, UInt32($0.count)) }
    gzclose(file)
    return path(name)
  }

  /// Writes a file of text, compressed or not.
  ///
  /// - Returns: The path of the file.
  @discardableResult
  func write(_ text: String, _ name: String, gzipped: Bool) throws -> String {
    try gzipped ? writeGzipped(Array(text.utf8), name) : write(text, name)
  }
}
