public import Dashboard
public import Playbacks
public import Recordings
internal import RunModel

/// The recordings of the runs on a screen, and the query that was answered last.
public struct RecordingCache {
  /// The recordings, in the order of the overviews.
  public private(set) var recordings: [any RunRecording] = []
  private var shown: PlaybackQuery?

  /// An empty cache.
  public init() {}

  /// Replaces the recordings; the next query is answered anew.
  public mutating func replace(_ recordings: [any RunRecording]) {
    self.recordings = recordings
    shown = nil
  }

  /// The answer to the screen's query; nil when it is the query that was answered last.
  public mutating func answer(_ query: PlaybackQuery?) -> DashboardAction? {
    guard let query, query != shown, recordings.indices.contains(query.chosen) else {
      return nil
    }
    shown = query
    let recording = recordings[query.chosen]
    let history = shown(of: recording, at: query.position, query)
    let axis = query.part.axis
    var readings: [Int: CursorReading] = [:]
    func read(_ number: Int, upTo moment: Double) {
      guard let hairline = query.hairline, recordings[number].axes.contains(axis) else { return }
      readings[number] = recordings[number].reading(
        at: hairline, upTo: moment, on: axis, names: query.part.names)
    }
    read(query.chosen, upTo: query.position)
    let summary = query.summary.flatMap {
      recording.summary($0, at: query.position, query.part)
    }
    let marks = query.part.judged.flatMap(recording.marks)
    guard query.includesOthers else {
      return .shown(history, others: [:], readings: readings, summary: summary, marks: marks)
    }
    let x = recording.x(at: query.position, on: axis)
    let isAtEnd = query.position >= recording.length
    var others: [Int: RunHistory] = [:]
    for (number, other) in recordings.enumerated()
    where number != query.chosen && other.axes.contains(axis) {
      let moment = isAtEnd ? other.length : other.moment(at: x, on: axis)
      others[number] = shown(of: other, at: moment, query)
      read(number, upTo: moment)
    }
    return .shown(history, others: others, readings: readings, summary: summary, marks: marks)
  }

  /// What charts show of a recording: its long curves are reduced, whatever it is a recording of.
  private func shown(
    of recording: any RunRecording, at moment: Double, _ query: PlaybackQuery
  ) -> RunHistory {
    recording.history(at: moment, query.part)
      .reduced(to: query.part.columns, of: query.part.window, query.part.axisColumns)
  }
}
