import Cells
import Charts
import Dashboard
import Foundation
import JSONText
import OrderedCollections
import PlateauRuntime
import RunFiles
import RunModel
import TestSupport
import Testing

/// Runs and logs that grow while they are shown.
@Suite struct WatchTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "watch-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// A screen that takes in what its source tells until something is so.
  private final class Viewer {
    var state = DashboardState(now: WallClock.now)
    let source: any ScreenSource

    init(_ source: any ScreenSource) { self.source = source }

    func waits(until isSo: (DashboardState) -> Bool) -> Bool {
      // What never comes must not hang the tests.
      for _ in 0..<3000 {
        for action in source.news(for: state, columns: 120) { _ = state.reduce(action) }
        _ = state.reduce(.tick(WallClock.now))
        if isSo(state) { return true }
        usleep(5_000)
      }
      return false
    }

    func press(_ keys: Key...) {
      for key in keys {
        for case .send(let request) in state.reduce(.key(key)) { source.send(request) }
      }
    }
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  private func append(_ text: String, to name: String) throws {
    if !FileManager.default.fileExists(atPath: path(name)) {
      _ = FileManager.default.createFile(atPath: path(name), contents: nil)
    }
    let file = try #require(FileHandle(forWritingAtPath: path(name)))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  // MARK: Runs of another process

  private func tell(_ kind: RunEvent.Kind, at time: Double) throws {
    try append(RunEvent(time: time, kind).json.text + "\n", to: "events.jsonl")
  }

  private func info(process: Int) -> RunInfo {
    RunInfo(
      name: "far", epochs: 10, stepsPerEpoch: 4, learningRate: 0.1, process: process,
      callbacks: [
        CallbackState(
          id: "early_stopping", name: "EarlyStopping", monitor: "loss", direction: .min, wait: 0,
          patience: 3, fields: [CallbackField("patience", .integer(3), .count)])
      ])
  }

  private func epoch(_ number: Int) -> RunEvent.Kind {
    .epochEnded(
      EpochSummary(
        epoch: number, logs: ["loss": .number(Double(9 - number))], learningRate: 0.1, seconds: 1,
        callbacks: info(process: 0).callbacks))
  }

  @Test func aRunThatGrowsIsShownAndSteered() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try tell(.runStarted(info(process: Int(getpid()))), at: 100)
    try tell(epoch(0), at: 101)
    let viewer = Viewer(RunWatch(RunDirectory(path: folder), preset: nil))
    #expect(viewer.waits { $0.history.epochs.count == 1 && $0.isLive })
    try tell(epoch(1), at: 102)
    #expect(viewer.waits { $0.history.epochs.count == 2 })

    viewer.press(.right)
    #expect(viewer.state.requests.pending.count == 1)
    var asked: [CommandRequest] = []
    var commands = CommandFile(path: path("commands.jsonl"))
    for _ in 0..<400 where asked.isEmpty {
      asked += commands.next().requests
      usleep(5_000)
    }
    let request = try #require(asked.first)
    #expect(
      request.command == .edit(callback: "early_stopping", field: "patience", value: .integer(4)))
    #expect(request.source == "plateau watch")

    // Another screen's answer is not this one's.
    var foreign = request
    foreign.id = "1-" + viewer.state.requests.pending[0].id
    try tell(.commandRefused(request: foreign, why: "another"), at: 103)
    try tell(epoch(2), at: 104)
    #expect(viewer.waits { $0.history.epochs.count == 3 })
    #expect(viewer.state.requests.pending.count == 1)
    try tell(.commandRefused(request: request, why: "not today"), at: 105)
    #expect(viewer.waits { $0.requests.pending.isEmpty })
    #expect(viewer.state.message?.text == "refused: not today")
  }

  @Test func aRunWhoseProcessIsGoneCannotBeSteered() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    try tell(.runStarted(info(process: Int(process.processIdentifier))), at: 100)
    try tell(epoch(0), at: 101)
    let viewer = Viewer(RunWatch(RunDirectory(path: folder), preset: nil))
    #expect(viewer.waits { $0.history.epochs.count == 1 })
    #expect(!viewer.state.isLive)
    viewer.press(.character("s"))
    #expect(viewer.state.message?.text.hasPrefix("no process is training this run") == true)
    #expect(!FileManager.default.fileExists(atPath: path("commands.jsonl")))
  }

  @Test func aProcessThatWasKilledTrainsNothingThoughItIsStillListed() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var process: pid_t = 0
    let name = strdup("sleep")
    let seconds = strdup("60")
    var arguments: [UnsafeMutablePointer<CChar>?] = [name, seconds, nil]
    defer {
      free(name)
      free(seconds)
    }
    try #require(posix_spawn(&process, "/bin/sleep", nil, nil, &arguments, nil) == 0)
    try tell(.runStarted(info(process: Int(process))), at: 100)
    try tell(epoch(0), at: 101)
    let viewer = Viewer(RunWatch(RunDirectory(path: folder), preset: nil))
    #expect(viewer.waits { $0.isLive && $0.history.epochs.count == 1 })
    kill(process, SIGKILL)
    #expect(viewer.waits { !$0.isLive })
    let text = view(viewer.state, size: Size(100, 30), symbols: .braille).text
    #expect(text[0].contains("interrupted"))
    #expect(text[1].contains("no process is training it"))
    waitpid(process, nil, 0)
  }

  @Test func aRunThatEndsIsNoLongerLive() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try tell(.runStarted(info(process: Int(getpid()))), at: 100)
    try tell(epoch(0), at: 101)
    let viewer = Viewer(RunWatch(RunDirectory(path: folder), preset: nil))
    #expect(viewer.waits { $0.isLive })
    try tell(.runEnded(RunEnd(reason: .completed, epochs: 1, seconds: 1)), at: 102)
    #expect(viewer.waits { !$0.isLive && $0.playback?.overview.isLive == false })
  }

  // MARK: What begins later

  private func watchPath(_ path: String) -> Viewer {
    Viewer(
      PathWatch(path, log: LogWatch(path: path, title: "late", preset: nil)) { _ in nil })
  }

  /// As a folder that is made later, one that is empty yet, and by its events.
  @Test(arguments: ["", "/", "/events.jsonl"])
  func aRunThatBeginsLaterThanTheWatchingIsSteered(ending: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    if ending.isEmpty { try FileManager.default.removeItem(atPath: folder) }
    let viewer = watchPath(folder + ending)
    #expect(viewer.waits { $0.waitingFor != nil })
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try append("name: far\n", to: "recipe.yaml")
    try append("", to: "commands.jsonl")
    try append("", to: "events.jsonl")
    #expect(viewer.waits { $0.playback != nil })
    try tell(.runStarted(info(process: Int(getpid()))), at: 100)
    try tell(epoch(0), at: 101)
    #expect(viewer.waits { $0.history.epochs.count == 1 && $0.isLive })
    viewer.press(.right)
    #expect(viewer.state.requests.pending.count == 1)
    #expect(viewer.source.finish() == nil)
    let asked = try String(contentsOfFile: path("commands.jsonl"), encoding: .utf8)
    #expect(asked.contains("patience"))
    try tell(epoch(1), at: 102)
    #expect(viewer.waits { $0.history.epochs.count == 2 && $0.playback?.isFollowing == true })
  }

  @Test func aForeignLogThatBeginsLaterIsFollowed() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let viewer = watchPath(folder)
    #expect(viewer.waits { $0.waitingFor != nil })
    try append("epoch,loss\n0,3\n", to: "results.csv")
    #expect(viewer.waits { $0.history.epochs.count == 1 })
    try append("1,2\n", to: "results.csv")
    #expect(viewer.waits { $0.history.epochs.count == 2 && !$0.isLive })
  }

  // MARK: Logs

  private func watch(_ name: String) -> Viewer {
    Viewer(LogWatch(path: path(name), title: name, preset: nil))
  }

  @Test func aLogThatGrowsIsFollowed() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try append("epoch,loss\n0,3\n1,2\n", to: "log.csv")
    let viewer = watch("log.csv")
    #expect(viewer.waits { $0.history.epochs.count == 2 })
    #expect(viewer.state.playback?.isFollowing == true)
    // Half a line is none.
    try append("2,1.", to: "log.csv")
    try append("5\n3,1\n", to: "log.csv")
    #expect(viewer.waits { $0.history.epochs.count == 4 })
    #expect(viewer.state.history.epochSeries.values.first?.points.map(\.y) == [3, 2, 1.5, 1])
    viewer.press(.character("b"))
    try append("4,0.5\n", to: "log.csv")
    #expect(
      viewer.waits { $0.playback?.overview.recorded.count == 5 && $0.history.epochs.count == 3 })
  }

  @Test func aLogThatAppearsLateIsWaitedFor() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let viewer = watch("late.csv")
    #expect(viewer.waits { $0.waitingFor?.hasSuffix("late.csv: no such file") == true })
    try append("epoch,loss\n0,3\n", to: "late.csv")
    #expect(viewer.waits { $0.history.epochs.count == 1 })
  }

  @Test func aLogThatIsBegunAnewIsReadAnew() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try append("epoch,loss\n0,3\n1,2\n2,1\n", to: "log.csv")
    let viewer = watch("log.csv")
    #expect(viewer.waits { $0.history.epochs.count == 3 })
    try Data("epoch,loss\n0,7\n".utf8).write(
      to: URL(fileURLWithPath: path("log.csv")), options: .atomic)
    #expect(viewer.waits { $0.history.epochs.count == 1 })
    #expect(viewer.state.history.epochSeries.values.first?.last == 7)
    try FileManager.default.removeItem(atPath: path("log.csv"))
    // What was read stays, and what has become of the file is said.
    #expect(viewer.waits { $0.playback?.overview.trouble == "no such file" })
    #expect(viewer.state.history.epochs.count == 1)
    try append("epoch,loss\n0,8\n1,9\n", to: "log.csv")
    #expect(viewer.waits { $0.history.epochSeries.values.first?.last == 9 })
    #expect(viewer.state.playback?.overview.trouble == nil)
  }

  @Test func whatComesThroughAPipeIsReadAndShownUntilItsEnd() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pipe = Pipe()
    let viewer = Viewer(
      LogWatch(
        input: dup(pipe.fileHandleForReading.fileDescriptor), title: "standard input", preset: nil))
    try pipe.fileHandleForWriting.write(contentsOf: Data("starting\n".utf8))
    #expect(viewer.waits { $0.output.lines == ["starting"] && $0.output.isShown })
    for epoch in 1...3 {
      let text = "Epoch \(epoch)/3\n5/5 - 1s - loss: 0.\(epoch) - val_loss: 0.5\n"
      try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }
    #expect(viewer.waits { $0.history.epochs.count == 3 })
    #expect(viewer.state.playback?.overview.isLive == true)
    try pipe.fileHandleForWriting.close()
    #expect(viewer.waits { $0.playback?.overview.isLive == false })
    #expect(viewer.state.output.lines.count == 7)
  }

  @Test func aLineThatHasNoEndYetIsShownAsItIsDrawn() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pipe = Pipe()
    let viewer = Viewer(
      LogWatch(
        input: dup(pipe.fileHandleForReading.fileDescriptor), title: "standard input", preset: nil))
    func write(_ text: String) throws {
      try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }
    try write("Epoch 1/2\n 1/500 [....] - loss: 0.75")
    #expect(viewer.waits { $0.output.lines == ["Epoch 1/2", " 1/500 [....] - loss: 0.75"] })
    #expect(viewer.state.output.isShown)
    try write("\r 2/500 [=...] - loss: 0.5 ")
    #expect(viewer.waits { $0.output.lines == ["Epoch 1/2", " 2/500 [=...] - loss: 0.5"] })
    // Nothing else is told while the bar stands still.
    usleep(300_000)
    #expect(viewer.source.news(for: viewer.state, columns: 100).isEmpty)
    try write("\r500/500 [====] - loss: 0.25\nEpoch 2/2\n")
    let ended = ["Epoch 1/2", "500/500 [====] - loss: 0.25", "Epoch 2/2"]
    #expect(viewer.waits { $0.output.lines == ended })
    try write("half")
    try pipe.fileHandleForWriting.close()
    #expect(viewer.waits { $0.output.lines == ended + ["half"] })
  }

  @Test func muchTextWithoutLineEndsIsReadToItsEnd() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bar = String(repeating: "\r 1/5 [....] - loss: 0.5", count: 40_000)
    try append(bar + "\nEpoch 1/1\n5/5 - 1s - loss: 0.8 - val_loss: 0.9\n", to: "log.txt")
    let file = try #require(FileHandle(forReadingAtPath: path("log.txt")))
    let viewer = Viewer(
      LogWatch(input: dup(file.fileDescriptor), title: "standard input", preset: nil))
    #expect(viewer.waits { $0.playback?.overview.isLive == false })
    #expect(viewer.state.history.epochSeries["val_loss"]?.last == 0.9)
  }

  @Test func aPipeThatEndsWithoutCurvesSaysSo() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pipe = Pipe()
    let source = LogWatch(
      input: dup(pipe.fileHandleForReading.fileDescriptor), title: "standard input", preset: nil)
    try pipe.fileHandleForWriting.write(contentsOf: Data("hello\n".utf8))
    try pipe.fileHandleForWriting.close()
    #expect(source.catchUp()?.hasPrefix("standard input: ") == true)
  }
}
