internal import Foundation

/// The examples of `samples/logs`.
public enum SampleLogs {
  /// The folder of the examples.
  public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("samples/logs")
    .path

  /// The path of an example.
  public static func path(_ name: String) -> String { folder + "/" + name }

  /// All files below a folder, in order of their names.
  public static func files(below folder: String = folder) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.sorted().filter {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder)
      return !isFolder.boolValue
    }
  }

  /// Runs a body with a file of such content, which is removed afterwards.
  public static func withFile<Value>(
    _ bytes: some Sequence<UInt8>, named name: String = "log", _ body: (String) throws -> Value
  ) throws -> Value {
    let folder = TemporaryFolder()
    return try body(try folder.write(Array(bytes), name))
  }
}
