public import CurveStore
internal import Foundation
public import SystemFiles

extension LogContents {
  /// Reads a log of any known tool, a file or a folder.
  ///
  /// The content determines the reader and the format.
  ///
  /// - Parameter readers: The readers that are asked; the first that recognizes a file reads it.
  /// - Throws: `FileError` when it cannot be read or is not a log.
  /// - Complexity: O(bytes).
  public init(
    path: String, readers: [any RecordReader.Type] = RecordReaders.all
  ) throws(FileError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      self = try FolderFollower.readAll(path, readers: readers)
    } else {
      self = try FileFollower.readAll(path, readers: readers)
    }
  }
}
