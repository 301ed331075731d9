import Cells
import Dashboard
import Foundation
import PlateauRuntime
import Playbacks
import Recordings
import RunFiles
import RunModel
import Testing

/// Runs and logs that begin after the screen that watches them.
@Suite struct LaterRunTests {
  private let folder = WatchedFolder()

  private func watchPath(_ path: String) -> Viewer {
    Viewer(
      PathWatch(path, log: LogWatch(path: path, title: "late", preset: nil)) { _ in nil })
  }

  /// As a folder that is created later, as an empty folder, and by its events.
  @Test(arguments: ["", "/", "/events.jsonl"])
  func aRunThatBeginsLaterThanTheWatchingIsSteered(ending: String) throws {
    if ending.isEmpty { try FileManager.default.removeItem(atPath: folder.path) }
    let viewer = watchPath(folder.path + ending)
    #expect(viewer.waits { $0.waitingFor != nil })
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try folder.append("name: far\n", to: "recipe.yaml")
    try folder.append("", to: "commands.jsonl")
    try folder.append("", to: "events.jsonl")
    #expect(viewer.waits { $0.playback != nil })
    try folder.tell(.runStarted(folder.info(process: Int(getpid()))), at: 100)
    try folder.tell(folder.epoch(0), at: 101)
    #expect(viewer.waits { $0.history.epochs.count == 1 && $0.isLive })
    viewer.press(.right)
    #expect(viewer.state.requests.pending.count == 1)
    #expect(viewer.source.finish() == nil)
    let asked = try String(contentsOfFile: folder.path("commands.jsonl"), encoding: .utf8)
    #expect(asked.contains("patience"))
    try folder.tell(folder.epoch(1), at: 102)
    #expect(viewer.waits { $0.history.epochs.count == 2 && $0.playback?.isFollowing == true })
  }

  @Test func aForeignLogThatBeginsLaterIsFollowed() throws {
    let viewer = watchPath(folder.path)
    #expect(viewer.waits { $0.waitingFor != nil })
    try folder.append("epoch,loss\n0,3\n", to: "results.csv")
    #expect(viewer.waits { $0.history.epochs.count == 1 })
    try folder.append("1,2\n", to: "results.csv")
    #expect(viewer.waits { $0.history.epochs.count == 2 && !$0.isLive })
  }
}
