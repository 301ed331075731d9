import Cells
import Dashboard
import EventPanels
import Foundation
import OrderedCollections
import PlateauRuntime
import Playbacks
import RunModel
import Testing

/// Logs that grow while they are shown.
@Suite struct LogWatchTests {
  private let folder = WatchedFolder()

  private func watch(_ name: String) -> Viewer {
    Viewer(LogWatch(path: folder.path(name), title: name, preset: nil))
  }

  @Test func aLogThatGrowsIsFollowed() throws {
    try folder.append("epoch,loss\n0,3\n1,2\n", to: "log.csv")
    let viewer = watch("log.csv")
    #expect(viewer.waits { $0.history.epochs.count == 2 })
    #expect(viewer.state.playback?.isFollowing == true)
    // Half a line does not count.
    try folder.append("2,1.", to: "log.csv")
    try folder.append("5\n3,1\n", to: "log.csv")
    #expect(viewer.waits { $0.history.epochs.count == 4 })
    #expect(viewer.state.history.epochSeries.values.first?.points.map(\.y) == [3, 2, 1.5, 1])
    viewer.press(.character("b"))
    try folder.append("4,0.5\n", to: "log.csv")
    #expect(
      viewer.waits { $0.playback?.overview.recorded.count == 5 && $0.history.epochs.count == 3 })
  }

  @Test func aLogThatAppearsLateIsWaitedFor() throws {
    let viewer = watch("late.csv")
    #expect(viewer.waits { $0.waitingFor?.hasSuffix("late.csv: no such file") == true })
    try folder.append("epoch,loss\n0,3\n", to: "late.csv")
    #expect(viewer.waits { $0.history.epochs.count == 1 })
  }

  @Test func aLogThatIsBegunAnewIsReadAnew() throws {
    try folder.append("epoch,loss\n0,3\n1,2\n2,1\n", to: "log.csv")
    let viewer = watch("log.csv")
    #expect(viewer.waits { $0.history.epochs.count == 3 })
    try Data("epoch,loss\n0,7\n".utf8).write(
      to: URL(fileURLWithPath: folder.path("log.csv")), options: .atomic)
    #expect(viewer.waits { $0.history.epochs.count == 1 })
    #expect(viewer.state.history.epochSeries.values.first?.last == 7)
    try FileManager.default.removeItem(atPath: folder.path("log.csv"))
    // The contents stay, and the loss of the file is reported.
    #expect(viewer.waits { $0.playback?.overview.trouble == "the file is gone" })
    #expect(viewer.state.history.epochs.count == 1)
    try folder.append("epoch,loss\n0,8\n1,9\n", to: "log.csv")
    #expect(viewer.waits { $0.history.epochSeries.values.first?.last == 9 })
    #expect(viewer.state.playback?.overview.trouble == nil)
    try Data().write(to: URL(fileURLWithPath: folder.path("log.csv")))
    #expect(viewer.waits { $0.playback?.overview.trouble == "the file was emptied" })
    #expect(viewer.state.history.epochs.count == 2)
  }

  @Test func whatComesThroughAPipeIsReadAndShownUntilItsEnd() throws {
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

  @Test func aPipeIsQuietSinceItsLastLine() throws {
    let pipe = Pipe()
    let viewer = Viewer(
      LogWatch(
        input: dup(pipe.fileHandleForReading.fileDescriptor), title: "standard input", preset: nil))
    func write(_ epoch: Int) throws -> Double? {
      let text = "Epoch \(epoch)/9\n5/5 - 1s - loss: 0.\(epoch) - val_loss: 0.5\n"
      try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      #expect(viewer.waits { $0.history.epochs.count == epoch })
      return viewer.state.playback?.overview.lastNews
    }
    let first = try #require(try write(1))
    usleep(20_000)
    #expect(try #require(try write(2)) > first)
    try pipe.fileHandleForWriting.close()
  }

  @Test func aLineThatHasNoEndYetIsShownAsItIsDrawn() throws {
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
    // Nothing else is reported while the bar stands still, for long enough to be noticed.
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
    let bar = String(repeating: "\r 1/5 [....] - loss: 0.5", count: 40_000)
    try folder.append(bar + "\nEpoch 1/1\n5/5 - 1s - loss: 0.8 - val_loss: 0.9\n", to: "log.txt")
    let file = try #require(FileHandle(forReadingAtPath: folder.path("log.txt")))
    let viewer = Viewer(
      LogWatch(input: dup(file.fileDescriptor), title: "standard input", preset: nil))
    #expect(viewer.waits { $0.playback?.overview.isLive == false })
    #expect(viewer.state.history.epochSeries["val_loss"]?.last == 0.9)
  }

  @Test func aPipeThatEndsWithoutCurvesSaysSo() throws {
    let pipe = Pipe()
    let source = LogWatch(
      input: dup(pipe.fileHandleForReading.fileDescriptor), title: "standard input", preset: nil)
    try pipe.fileHandleForWriting.write(contentsOf: Data("hello\n".utf8))
    try pipe.fileHandleForWriting.close()
    #expect(source.catchUp()?.hasPrefix("standard input: ") == true)
  }
}
