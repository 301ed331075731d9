import CZlib
import Foundation
import Testing

/// A folder of files for one test.
struct TemporaryFolder {
  let path = NSTemporaryDirectory() + "datasets-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Writes a file of bytes.
  func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  /// Writes a file, and the folders it lies in; gives its path.
  @discardableResult
  func write(_ text: String, _ name: String, gzipped: Bool = false) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: file).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    let data = Data(text.utf8)
    if gzipped {
      let out = try #require(gzopen(file, "wb"))
      _ = data.withUnsafeBytes { gzwrite(out, $0.baseAddress, UInt32($0.count)) }
      gzclose(out)
    } else {
      try data.write(to: URL(fileURLWithPath: file))
    }
    return file
  }
}
