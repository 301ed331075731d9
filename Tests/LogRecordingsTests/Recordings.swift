import CurveStore
import LogReaders
import LogRecordings
import OrderedCollections
import Recordings
import RunModel
import TestSupport
import Testing

/// Recordings of logs for tests.
enum Recordings {
  static func sample(_ name: String) throws -> LogRecording {
    let contents = try LogContents(path: SampleLogs.path(name))
    return try #require(LogRecording.recordings(contents, title: name, isLive: false).first)
  }

  static func recording(_ text: String) throws -> LogRecording {
    try SampleLogs.withFile(text.utf8) { path in
      try #require(
        LogRecording.recordings(try LogContents(path: path), title: "log", isLive: false).first)
    }
  }

  static func end(_ recording: LogRecording, _ view: RecordingQuery = RecordingQuery())
    -> RunHistory
  {
    recording.history(at: recording.length, view)
  }

  /// The series of a history by name.
  static func series(_ history: RunHistory) -> [(name: String, series: Series)] {
    history.epochSeries.map { ($0.key, $0.value) } + history.stepSeries.map { ($0.key, $0.value) }
      + [("learning rate", history.learningRates)]
  }
}
