import CurveStore
import Foundation
import LogReaders
import TestSupport
import Testing

/// Last lines without a line end, which may be half written or complete.
@Suite struct QuietLogTests {
  /// Logs whose last line has no end, with the metric and the value in it.
  private static let logs: [(text: String, metric: String, last: Double)] = [
    ("epoch,loss\n1,0.5\n2,0.25", "loss", 0.25),
    ("epoch\tTRAIN_LOSS\tDEV_LOSS\n1\t0.9\t0.8\n2\t0.7\t0.625", "DEV_LOSS", 0.625),
    ("epoch,loss\r\n1,0.5\r\n2,0.25", "loss", 0.25),
    ("epoch;loss\n1;0,5\n2;0,25", "loss", 0.25),
    ("{\"epoch\":1,\"loss\":0.5}\n{\"epoch\":2,\"loss\":0.25}", "loss", 0.25),
    (
      "step 0: train loss 4.2, val loss 4.3\nstep 250: train loss 2.5, val loss 2.625", "val loss",
      2.625
    ),
    ("Epoch 1/2\n10/10 - 1s - loss: 0.5000\nEpoch 2/2\n10/10 - 1s - loss: 0.2500", "loss", 0.25),
  ]

  private func last(_ path: String, _ metric: String) -> Double? {
    let run = (try? LogContents(path: path))?.runs.first
    return run?.series.first { $0.name.hasSuffix(metric) }?.points.last?.value
  }

  private func setAge(_ seconds: Double, of path: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: path)
  }

  @Test(arguments: logs.indices)
  func theLastLineCountsOnceNobodyWrites(index: Int) throws {
    let log = Self.logs[index]
    try SampleLogs.withFile(Array(log.text.utf8), named: "log.txt") { path in
      try setAge(60, of: path)
      #expect(last(path, log.metric) == log.last)
      // A time in the future does not show that it is finished.
      try setAge(-60, of: path)
      if index != 4 { #expect(last(path, log.metric) != log.last) }
    }
  }

  @Test func aLogOfAHeaderAndARowIsRead() throws {
    try SampleLogs.withFile(Array("epoch,loss\n1,0.5".utf8)) { path in
      try setAge(60, of: path)
      #expect(last(path, "loss") == 0.5)
    }
  }

  @Test func aRowThatLacksCellsLosesItsLast() throws {
    try SampleLogs.withFile(Array("epoch,loss,acc\n1,0.5,0.1\n2,0.25".utf8)) { path in
      try setAge(60, of: path)
      #expect(last(path, "loss") == 0.5)
    }
  }

  @Test func aFollowedLogTellsItsLastLineWhenItFallsQuiet() throws {
    try SampleLogs.withFile(Array("epoch,loss\n1,0.5\n2,0.25".utf8)) { path in
      try setAge(-60, of: path)
      var follower = LogFollower(path: path)
      var values: [Int] = []
      func look() {
        for _ in 0..<4 {
          guard case .changed(let contents, _, _, _) = follower.next() else { continue }
          values.append(contents.runs[0].series[0].points.count)
        }
      }
      look()
      #expect(values.last == 1)
      try setAge(60, of: path)
      look()
      #expect(values.last == 2)
      #expect(follower.next() == .unchanged)
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data("5\n3,0.125\n".utf8))
      try file.close()
      look()
      #expect(values.last == 3)
    }
  }

  @Test func aPipeThatEndedIsWhole() {
    var follower = LogFollower(path: "-")
    follower.append(Array("epoch,loss\n1,0.5\n2,0.25".utf8))
    func count() -> Int? {
      guard case .changed(let contents, _, _, _) = follower.next() else { return nil }
      return contents.runs[0].series[0].points.count
    }
    #expect(count() == 1)
    follower.finish()
    #expect(count() == 2)
  }
}
