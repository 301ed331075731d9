internal import Foundation

extension LogContents {
  /// Reads a log of any known tool, a file or a folder; what it is is told by its content.
  ///
  /// - Throws: `RunLogError` when nothing in it can be read.
  /// - Complexity: O(bytes).
  public init(path: String) throws(RunLogError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      self = try FolderReader.read(path)
    } else {
      self = try Self.read(file: path)
    }
  }

  static func read(file path: String) throws(RunLogError) -> LogContents {
    switch FileMark(path: path) {
    case .weightsAndBiases: return try WeightsAndBiasesReader.read(path)
    case .database: return try DatabaseReader.read(path)
    case .eventFile: return try EventFilesReader.read(path)
    case .none: break
    }
    return try read(text: try LogText(path: path))
  }

  static func read(text: LogText) throws(RunLogError) -> LogContents {
    guard let first = text.bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0].contains($0) }) else {
      throw RunLogError(
        file: text.path, "is empty: nothing was written yet, or the run never began")
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let contents = JSONReader.read(text)
    {
      return contents
    }
    if ConsoleReader.isConsole(text.bytes) { return try ConsoleReader.read(text) }
    if let header = DelimitedHeader(text.bytes) { return DelimitedReader.read(text, header) }
    if let contents = HeaderlessReader.read(text) { return contents }
    return try ConsoleReader.read(text)
  }
}
