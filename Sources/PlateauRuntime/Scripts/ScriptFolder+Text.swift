internal import CurveStore
internal import Dashboard
internal import LogReaders
internal import LogRecordings
internal import Playbacks
internal import Recordings
package import RunFiles
package import RunModel
package import ScriptRuns

extension ScriptFolder {
  /// The last lines of what the script printed, as a terminal shows them.
  ///
  /// - Complexity: O(lines), not O(size of the file).
  package func lastLines(_ count: Int) -> [String] {
    var line = TerminalLine()
    var lines: [String] = []
    for byte in lastOutput(1 << 14) ?? [] {
      if let text = line.feed(byte) { lines.append(text) }
    }
    if !line.text.isEmpty { lines.append(line.text) }
    return lines.suffix(count)
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
    switch end {
    case .code(0): .ended(.completed)
    case let end?: .ended(.failed(end.words))
    case nil: start?.isRunning == false ? .interrupted : .training
    }
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
    RunDirectory(at: path) == nil ? ScriptFolder(at: path) : nil
  }
}
