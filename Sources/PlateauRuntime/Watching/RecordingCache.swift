public import Dashboard
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
    let history = recording.history(at: query.position, query.part)
    guard query.includesOthers else { return .shown(history, others: [:]) }
    let axis = query.part.axis
    let x = recording.x(at: query.position, on: axis)
    let isAtEnd = query.position >= recording.length
    var others: [Int: RunHistory] = [:]
    for (number, other) in recordings.enumerated()
    where number != query.chosen && other.axes.contains(axis) {
      let moment = isAtEnd ? other.length : other.moment(at: x, on: axis)
      others[number] = other.history(at: moment, query.part)
    }
    return .shown(history, others: others)
  }
}
