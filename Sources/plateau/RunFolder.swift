import Foundation
import RunLogs

/// Tells a run's folder, or its `events.jsonl`, from other logs.
enum RunFolder {
  /// The run of our own at a path; nil for anything else.
  static func directory(at path: String) -> RunDirectory? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    if isFolder.boolValue {
      let directory = RunDirectory(path: path)
      return FileManager.default.fileExists(atPath: directory.events) ? directory : nil
    }
    let url = URL(fileURLWithPath: path)
    guard url.lastPathComponent == "events.jsonl" else { return nil }
    let folder = path.contains("/") ? url.deletingLastPathComponent().relativePath : "."
    return RunDirectory(path: folder)
  }
}
