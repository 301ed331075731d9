public import CurveStore
internal import Foundation
public import SystemFiles

extension LogContents {
  /// Reads a log of any known tool, a file or a folder; what it is is told by its content.
  ///
  /// - Throws: `FileError` when nothing in it can be read.
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
