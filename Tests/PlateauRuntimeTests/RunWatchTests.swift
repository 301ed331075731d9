import Cells
import Charts
import Dashboard
import Foundation
import PlateauRuntime
import Playbacks
import Recordings
import RunFiles
import RunModel
import TestSupport
import Testing

/// Runs of another process, shown while they grow.
@Suite struct RunWatchTests {
  private let folder = WatchedFolder()

  @Test func aRunThatGrowsIsShownAndSteered() throws {
    try folder.tell(.runStarted(folder.info(process: Int(getpid()))), at: 100)
    try folder.tell(folder.epoch(0), at: 101)
    let viewer = Viewer(RunWatch(RunDirectory(path: folder.path), preset: nil))
    #expect(viewer.waits { $0.history.epochs.count == 1 && $0.isLive })
    try folder.tell(folder.epoch(1), at: 102)
    #expect(viewer.waits { $0.history.epochs.count == 2 })

    viewer.press(.right)
    #expect(viewer.state.requests.pending.count == 1)
    var asked: [CommandRequest] = []
    var commands = CommandFile(path: folder.path("commands.jsonl"))
    eventually {
      asked += commands.next().requests
      return !asked.isEmpty
    }
    let request = try #require(asked.first)
    #expect(
      request.command == .edit(callback: "early_stopping", field: "patience", value: .integer(4)))
    #expect(request.source == "plateau watch")

    // Another screen's answer is not this one's.
    var foreign = request
    foreign.id = "1-" + viewer.state.requests.pending[0].id
    try folder.tell(.commandRefused(request: foreign, why: "another"), at: 103)
    try folder.tell(folder.epoch(2), at: 104)
    #expect(viewer.waits { $0.history.epochs.count == 3 })
    #expect(viewer.state.requests.pending.count == 1)
    try folder.tell(.commandRefused(request: request, why: "not today"), at: 105)
    #expect(viewer.waits { $0.requests.pending.isEmpty })
    #expect(viewer.state.message?.text == "refused: not today")
  }

  @Test func aRunIsTitledAsInTheTableOfRuns() throws {
    try folder.tell(.runStarted(folder.info(process: Int(getpid()))), at: 100)
    try folder.tell(folder.epoch(0), at: 101)
    let directory = RunDirectory(path: folder.path)
    let name = URL(fileURLWithPath: folder.path).lastPathComponent
    #expect(folder.info(process: 1).name != name)
    let viewer = Viewer(RunWatch(directory, preset: nil))
    #expect(viewer.waits { $0.history.epochs.count == 1 })
    #expect(viewer.state.playback?.overview.name == name)
    let saved = try SavedRuns([folder.path("events.jsonl")], preset: nil, only: [])
    #expect(saved.runs.map(\.overview.name) == [name])
    #expect(RunDirectory(path: "./").name == RunDirectory(path: ".").name)
    #expect(![".", "", "/"].contains(RunDirectory(path: ".").name))
  }

  /// The first frame with a part of the run would be followed by another one with all of it.
  @Test func whatIsThereIsShownWholeAtOnce() throws {
    try folder.tell(.runStarted(folder.info(process: Int(getpid()))), at: 100)
    for epoch in 0..<300 { try folder.tell(folder.epoch(epoch), at: 101 + Double(epoch)) }
    let watch = RunWatch(RunDirectory(path: folder.path), preset: nil)
    var first: RunOverview?
    eventually {
      let news = watch.news(for: DashboardState(now: 0), columns: 80)
      for case .overviews(let overviews) in news where !overviews[0].epochEnds.isEmpty {
        first = first ?? overviews[0]
      }
      return first != nil
    }
    let overview = try #require(first)
    #expect(overview.epochEnds.count == 300 && overview.progress == nil)
  }

  @Test func aRunWhoseProcessIsGoneCannotBeSteered() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    try folder.tell(.runStarted(folder.info(process: Int(process.processIdentifier))), at: 100)
    try folder.tell(folder.epoch(0), at: 101)
    let viewer = Viewer(RunWatch(RunDirectory(path: folder.path), preset: nil))
    #expect(viewer.waits { $0.history.epochs.count == 1 })
    #expect(!viewer.state.isLive)
    viewer.press(.character("s"))
    #expect(viewer.state.message?.text.hasPrefix("no process is training this run") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path("commands.jsonl")))
  }

  @Test func aProcessThatWasKilledTrainsNothingThoughItIsStillListed() throws {
    var process: pid_t = 0
    let name = strdup("sleep")
    let seconds = strdup("60")
    var arguments: [UnsafeMutablePointer<CChar>?] = [name, seconds, nil]
    defer {
      free(name)
      free(seconds)
    }
    try #require(posix_spawn(&process, "/bin/sleep", nil, nil, &arguments, nil) == 0)
    try folder.tell(.runStarted(folder.info(process: Int(process))), at: 100)
    try folder.tell(folder.epoch(0), at: 101)
    let viewer = Viewer(RunWatch(RunDirectory(path: folder.path), preset: nil))
    #expect(viewer.waits { $0.isLive && $0.history.epochs.count == 1 })
    kill(process, SIGKILL)
    #expect(viewer.waits { !$0.isLive })
    let text = view(viewer.state, size: Size(100, 30), symbols: .braille).text
    #expect(text[0].contains("interrupted"))
    #expect(text[1].contains("no process is training it"))
    waitpid(process, nil, 0)
  }

  @Test func aRunThatEndsIsNoLongerLive() throws {
    try folder.tell(.runStarted(folder.info(process: Int(getpid()))), at: 100)
    try folder.tell(folder.epoch(0), at: 101)
    let viewer = Viewer(RunWatch(RunDirectory(path: folder.path), preset: nil))
    #expect(viewer.waits { $0.isLive })
    try folder.tell(.runEnded(RunEnd(reason: .completed, epochs: 1, seconds: 1)), at: 102)
    #expect(viewer.waits { !$0.isLive && $0.playback?.overview.isLive == false })
  }
}
