import Cells
import Dashboard
import Foundation
import PlateauRuntime
import Playbacks
import TestSupport
import Testing

/// The charts of a screen in a file.
@Suite struct FigureExportTests {
  private let folder = TemporaryFolder()

  /// Types a line and carries out what it asks for.
  private func export(_ line: String, of log: String? = nil) throws -> String {
    let saved = try SavedRuns([log ?? SampleLogs.path("keras.csv")], preset: nil, only: [])
    var state = DashboardState(
      now: 0, subject: .playback(Playback(saved.runs.map(\.overview), isFollowing: false)))
    let source = ReplaySource(saved.runs.map(\.recording))
    state.settle(with: source, columns: 120)
    var effects: [DashboardEffect] = []
    for scalar in ":\(line)".unicodeScalars { effects += state.reduce(.key(.character(scalar))) }
    effects += state.reduce(.key(.enter))
    guard case .export(let export) = effects.last else { return "nothing was asked for" }
    return FigureExport(export, of: state, source.recordings).write()
  }

  @Test func theShownChartsAreWritten() throws {
    let path = folder.path + "/charts.svg"
    #expect(try export("export svg \(path)") == "exported \(path)")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix("<svg ") && text.contains(">learning rate"))
    #expect(text.contains("<polyline"))
  }

  /// A figure of hundreds of charts shows nothing.
  @Test func theFirstOfManyChartsAreWritten() throws {
    let (log, path) = (folder.path + "/log.csv", folder.path + "/charts.svg")
    let head = "epoch," + (0..<60).map { "m\($0)" }.joined(separator: ",") + "\n"
    let rows = (0..<3).map { epoch in
      "\(epoch)" + String(repeating: ",0.\(epoch)", count: 60) + "\n"
    }
    try (head + rows.joined()).write(toFile: log, atomically: true, encoding: .utf8)
    let words = try export("export svg \(path)", of: log)
    #expect(words == "exported the first 12 of 60 charts to \(path); / finds others first")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(">m11<") && !text.contains(">m12<"))
  }

  @Test func aFileThatCannotBeWrittenIsNamed() throws {
    let words = try export("export svg \(folder.path)/none/charts.svg")
    #expect(words.contains("none/charts.svg") && !words.hasPrefix("exported"))
  }
}
