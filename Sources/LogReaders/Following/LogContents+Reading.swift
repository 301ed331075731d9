public import CurveStore
internal import Foundation
public import SystemFiles

extension LogContents {
  /// Reads a log of any known tool, a file or a folder.
  ///
  /// The content determines the format.
  ///
  /// - Throws: `FileError` when it cannot be read or is not a log.
  /// - Complexity: O(bytes).
  public init(path: String) throws(FileError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      self = try FolderFollower.readAll(path)
    } else {
      self = try FileFollower.readAll(path)
    }
  }
}
