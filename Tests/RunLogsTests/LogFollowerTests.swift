import Foundation
import RunLogs
import Testing

@Suite struct LogFollowerTests {
  @Test func bytesThatAreHandedOverReadAsAFile() throws {
    for log in TailedLogs.all where !log.name.contains("tfevents") && !log.name.hasSuffix(".db") {
      var random = SeededRandom(UInt64(log.bytes.count))
      var follower = LogFollower(path: "-")
      var rest = log.bytes[...]
      while !rest.isEmpty {
        let count = min(rest.count, 1 + random.roll(log.bytes.count / 4 + 1))
        follower.take(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      let update = follower.next()
      try SampleLogs.withFile(log.bytes, named: log.name) { path in
        if case .changed(let contents, true, let count, nil) = update {
          // A metric of MLflow is named by its file.
          guard contents.format != .mlflow else { return }
          let isSame = contents == (try? LogContents(path: path))
          #expect(isSame && count == log.bytes.count, "\(log.name)")
        } else {
          #expect((try? LogContents(path: path)) == nil, "\(log.name)")
        }
      }
      #expect(follower.next() == .unchanged)
    }
  }

  @Test func whatIsNotThereIsToldOnce() throws {
    try SampleLogs.withFile([], named: "log.csv") { path in
      var follower = LogFollower(path: path + "-later")
      #expect(follower.next() == .unreadable(reason: "no such file"))
      #expect(follower.next() == .unchanged)
      try Data("epoch,loss\n0,1\n".utf8).write(to: URL(fileURLWithPath: path + "-later"))
      guard case .changed(let contents, true, 15, 15) = follower.next() else {
        Issue.record("the file is there")
        return
      }
      #expect(contents.pointCount == 1)
      #expect(follower.next() == .unchanged)
    }
  }

  @Test func aLongLogComesInParts() throws {
    let row = "0,0.123456789012345678901234567890123456789012345678901234567890\n"
    let text = "epoch,loss\n" + String(repeating: row, count: 3 * LogFollower.part / row.utf8.count)
    try SampleLogs.withFile(Array(text.utf8)) { path in
      var follower = LogFollower(path: path)
      var points: [Int] = []
      var isDone = false
      while !isDone {
        guard case .changed(let contents, let isCaughtUp, let read, let total) = follower.next()
        else { break }
        #expect(read <= LogFollower.part * (points.count + 1) + 1 << 20 && total == text.utf8.count)
        points.append(contents.pointCount)
        isDone = isCaughtUp
      }
      #expect(points.count == 3 && points == points.sorted() && Set(points).count == points.count)
      #expect(points.last == (text.utf8.count - 11) / row.utf8.count)
    }
  }

  #if os(Linux)
    @Test func aWatchHearsWhatIsWritten() throws {
      try SampleLogs.withFile([], named: "log.csv") { path in
        let folder = (path as NSString).deletingLastPathComponent
        let (file, all) = (FileWatch(path: path), FileWatch(path: folder))
        #expect(!file.wait(seconds: 0) && !all.wait(seconds: 0))
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/other"))
        #expect(!file.wait(seconds: 0) && all.wait(seconds: 1))
        try Data("x".utf8).write(to: URL(fileURLWithPath: path))
        #expect(file.wait(seconds: 1))
        try FileManager.default.createDirectory(
          atPath: folder + "/new", withIntermediateDirectories: true)
        #expect(all.wait(seconds: 1))
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/new/log.csv"))
        #expect(all.wait(seconds: 1))
      }
    }
  #endif
}
