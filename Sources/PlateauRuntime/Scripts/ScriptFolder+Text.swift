internal import CurveStore
internal import Dashboard
internal import LogReaders
internal import LogRecordings
internal import Playbacks
internal import Recordings
package import RunFiles
package import RunModel
package import ScriptRuns
internal import SystemFiles

extension ScriptFolder {
  /// The last lines of what the script printed, as a terminal shows them.
  ///
  /// - Complexity: O(lines), not O(size of the file).
  package func lastLines(_ count: Int) -> [String] {
    var text = TerminalText()
    text.feed(lastOutput(1 << 14) ?? [], keeping: count)
    return (text.takeSettled() + text.open).suffix(count)
  }

  /// The end of the run as its events tell it, in a sentence; nil when they do not.
  package var endWords: String? {
    guard let history = try? RunHistory(events: directory.events), history.end != nil else {
      return nil
    }
    return history.summaryLine
  }

  /// The standing of a script that tells no events.
  package var standing: RunStanding {
    stopReason.map(RunStanding.ended) ?? (start?.isRunning == false ? .interrupted : .training)
  }

  /// The reason for which a script that tells no events ended; nil while it runs.
  package var stopReason: StopReason? {
    guard let end else { return nil }
    if let signal = endingSignal {
      return .person(.now, via: requester ?? RequestIntake.name(of: signal))
    }
    if end == .code(0) { return .completed }
    guard case .code = end else { return .failed(end.words) }
    // The last line of an error says what it was.
    let last = lastLines(20).last { $0.contains { !$0.isWhitespace } }
    return .failed([end.words, last].compactMap(\.self).joined(separator: ": "))
  }

  /// The history of a script that tells no events, from what it printed; empty where that holds no
  /// curves.
  ///
  /// - Complexity: O(size of the text).
  package var textHistory: RunHistory {
    guard let contents = try? LogContents(path: output) else { return RunHistory() }
    let recordings = LogRecording.recordings(contents, title: "", isLive: false)
    return recordings.first.map { RunOverview($0).whole } ?? RunHistory()
  }
}

extension RunDirectory {
  /// The script in this folder, when it tells no events; nil otherwise.
  var scriptWithoutEvents: ScriptFolder? {
    FileStamp(path: events).size <= 0 ? ScriptFolder(at: path) : nil
  }
}
