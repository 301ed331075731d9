internal import Foundation
internal import Synchronization
internal import Testing

/// A folder for the files of one test; it is removed with the last reference to it.
///
/// Keep the folder itself in a constant or a property: `TemporaryFolder().path` names a folder that is gone.
public final class TemporaryFolder: Sendable {
  /// The path of the folder, without a slash at the end.
  public let path: String
  private let isKept = Atomic(false)

  /// An empty folder with a new name; records an issue when it cannot be made.
  public init() {
    path = NSTemporaryDirectory() + "plateau-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      Issue.record("\(path): the temporary folder cannot be made: \(error)")
    }
  }

  deinit {
    if !isKept.load(ordering: .relaxed) { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Leaves the folder on the disk, as evidence of a failure.
  public func keep() { isKept.store(true, ordering: .relaxed) }

  /// The path of a file in the folder.
  public func path(_ name: String) -> String { path + "/" + name }

  /// Returns true when a file or folder of that name exists.
  public func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// Writes a file of bytes and the folders in its name.
  ///
  /// - Returns: The path of the file.
  @discardableResult
  public func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let file = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return path(name)
  }

  /// Writes a file of text and the folders in its name.
  ///
  /// - Returns: The path of the file.
  @discardableResult
  public func write(_ text: String, _ name: String) throws -> String {
    try write(Array(text.utf8), name)
  }
}
