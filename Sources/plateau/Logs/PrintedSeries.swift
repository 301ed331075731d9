import CurveStore
import LogReaders
import LogRecordings
import PlateauRuntime
import Recordings
import RunFiles
import RunModel

/// The series that the run of a script only prints, beside those of its events, and its end.
struct PrintedSeries {
  private let joined: JoinedRecording
  private let run: LogRun

  /// Finds them as the screen does; nil where there are none.
  ///
  /// - Complexity: O(size of the events and the text).
  init?(in path: String, forms: [GivenForm]) {
    guard let directory = RunDirectory(at: path),
      let contents = ScriptSources.contents(in: path, forms: forms),
      let joined = ScriptSources.joined(
        EventRecording(directory: directory), ScriptSources.recording(of: contents)),
      let run = contents.runs.last(where: { !$0.series.isEmpty })
    else { return nil }
    (self.joined, self.run) = (joined, run)
  }

  /// Adds the series to the run of the events, whose epochs count from 1, names those as printed
  /// that have the name of a variable, and tells the end in the words of the screen.
  func join(_ contents: inout LogContents) {
    guard contents.runs.count == 1 else { return }
    for (name, variable) in joined.variables {
      for (index, series) in contents.runs[0].series.enumerated() where series.name == variable {
        var renamed = LogSeries(name: name, split: series.split)
        renamed.adopt(series)
        contents.runs[0].series[index] = renamed
      }
    }
    let events = joined.events.whole
    let all = joined.history(at: joined.length, RecordingQuery())
    if let reason = events.end?.reason {
      let words = events.sentence(of: reason)
      let index = contents.runs[0].messages.lastIndex { $0.text == words }
      if let index { contents.runs[0].messages[index].text = all.sentence(of: reason) }
    }
    let shift = Double(1 - run.firstEpoch)
    var builder = LogBuilder(contents.format)
    for (name, series) in zip(run.seriesNames, run.series) where joined.names.contains(name) {
      let number = builder.series(name, run: builder.run(), split: series.split)
      for index in 0..<series.points.count {
        var point = series.points[index]
        point.epoch = point.epoch.map { $0 + shift }
        builder.append(point, to: number)
      }
    }
    contents.runs[0].series += builder.contents().runs.first?.series ?? []
  }
}
