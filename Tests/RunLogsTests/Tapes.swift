import OrderedCollections
import RunLogs
import RunModel
import Testing

/// Films of logs, for the tests of them.
enum Tapes {
  static func sample(_ name: String) throws -> LogTape {
    let contents = try LogContents(path: SampleLogs.path(name))
    return try #require(LogTape.tapes(contents, title: name, isLive: false).first)
  }

  static func tape(_ text: String) throws -> LogTape {
    try SampleLogs.withFile(text.utf8) { path in
      try #require(
        LogTape.tapes(try LogContents(path: path), title: "log", isLive: false).first)
    }
  }

  static func end(_ tape: LogTape, _ view: TapeView = TapeView()) -> RunHistory {
    tape.history(at: tape.length, view)
  }

  /// Every series of a history, by its name.
  static func series(_ history: RunHistory) -> [(name: String, series: Series)] {
    history.epochSeries.map { ($0.key, $0.value) } + history.stepSeries.map { ($0.key, $0.value) }
      + [("learning rate", history.learningRates)]
  }
}
