package import CurveStore
internal import LogReaders
package import LogRecordings
package import Recordings
internal import RunModel
internal import ScriptRuns

/// The sources of a script's curves: the events that it tells, and the text that it prints.
package enum ScriptSources {
  /// The frameworks, as clients name them, whose loops are the script's own: what such a loop only
  /// prints joins its events.
  private static let plainLoops: Set = ["torch", "python"]

  /// The run of a plain loop with what only its text has; nil when that is nothing.
  package static func joined(
    _ recording: EventRecording, _ text: (any RunRecording)?
  ) -> JoinedRecording? {
    guard let text, let framework = recording.whole.info?.framework,
      plainLoops.contains(framework)
    else { return nil }
    let joined = JoinedRecording(recording, text)
    return joined.isNeeded ? joined : nil
  }

  /// The curves of what a script printed into its folder; nil when there are none.
  ///
  /// - Complexity: O(size of the text).
  package static func text(in path: String, forms: [GivenForm] = []) -> LogRecording? {
    contents(in: path, forms: forms).flatMap(recording)
  }

  /// The text that a script printed into its folder, as a log; nil where there is none to read.
  package static func contents(in path: String, forms: [GivenForm]) -> LogContents? {
    ScriptFolder(at: path).flatMap { try? LogContents(path: $0.output, forms: forms) }
  }

  /// The curves of such a log; nil when there are none.
  package static func recording(of contents: LogContents) -> LogRecording? {
    LogRecording.recordings(contents, title: "", isLive: false).last
  }

  /// The words for curves that the script tells by events.
  static func words(_ joined: JoinedRecording?) -> String {
    "from the script's events\(joined?.names.isEmpty == false ? " and its text" : "")"
  }

  /// The words for curves of what the script prints.
  static let wordsOfText = "read from its text"
}
