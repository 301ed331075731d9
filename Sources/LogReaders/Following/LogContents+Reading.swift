internal import BareFoundation
public import CurveStore
public import SystemFiles

extension LogContents {
  /// Reads a log of any known tool, a file or a folder.
  ///
  /// The content determines the reader and the format.
  ///
  /// - Parameters:
  ///   - readers: The readers that are asked; the first that recognizes a file reads it.
  ///   - forms: Patterns that name the numbers of console text; they win over what is learned.
  /// - Throws: `FileError` when it cannot be read or is not a log.
  /// - Complexity: O(bytes).
  public init(
    path: String, readers: [any RecordReader.Type] = RecordReaders.all, forms: [GivenForm] = []
  ) throws(FileError) {
    let options = ReadingOptions(readers: readers, forms: forms)
    if FileKind(of: path) == .folder {
      self = try FolderFollower.readAll(path, options: options)
    } else {
      self = try FileFollower.readAll(path, options: options)
    }
  }
}
