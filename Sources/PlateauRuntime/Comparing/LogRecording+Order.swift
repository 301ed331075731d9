internal import CurveStore
internal import LogReaders
internal import LogRecordings
internal import Recordings
internal import RunComparison
internal import SystemFiles

extension LogRecording {
  /// The recordings of a log, those of a folder in the order in which people count: `exp2` before
  /// `exp10`.
  static func recordings(
    _ contents: LogContents, at path: String, title: String, isLive: Bool
  ) -> [LogRecording] {
    let all = recordings(contents, title: title, isLive: isLive)
    guard all.count > 1, FileKind(of: path) == .folder else { return all }
    return all.sorted { NaturalOrder.isBefore($0.name, $1.name) }
  }
}
