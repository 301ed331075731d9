import CurveStore
import Foundation
import SeededRandom
import SystemFiles
import TestSupport
import Testing

@testable import LogReaders

@Suite struct LogFollowerTests {
  @Test func bytesThatAreHandedOverReadAsAFile() throws {
    for log in TailedLogs.all where !log.name.contains("tfevents") && !log.name.hasSuffix(".db") {
      var random = SeededGenerator(seed: UInt64(log.bytes.count))
      var follower = LogFollower(path: "-")
      var rest = log.bytes[...]
      while !rest.isEmpty {
        let count = min(rest.count, 1 + random.roll(log.bytes.count / 4 + 1))
        follower.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      let update = follower.next()
      try SampleLogs.withFile(log.bytes, named: log.name) { path in
        if case .changed(let contents, true, let count, nil) = update {
          // A metric of MLflow is named after its file.
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

  /// Overwrites bytes of a file, with a later time than its own.
  private func overwrite(_ path: String, at offset: Int, with text: String) throws {
    waitForTick(after: path)
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  @Test func aChangeThatKeepsLengthAndEndsIsSeen() throws {
    let rows = (0..<2000).map { "\($0),0.25\n" }.joined()
    try SampleLogs.withFile(Array(("epoch,loss\n" + rows).utf8), named: "log.csv") { path in
      var follower = LogFollower(path: path)
      guard case .changed(let before, true, _, _) = follower.next() else {
        Issue.record("it is there")
        return
      }
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let row = try #require(text.range(of: "\n1000,0.25"))
      let offset = text.utf8.distance(from: text.startIndex, to: row.lowerBound)
      try overwrite(path, at: offset + "\n1000,0.".utf8.count, with: "75")
      guard case .changed(let after, true, _, _) = follower.next() else {
        Issue.record("it was written")
        return
      }
      #expect(before.runs[0].series[0].points.value(at: 1000) == 0.25)
      #expect(after.runs[0].series[0].points.value(at: 1000) == 0.75)
      #expect(follower.next() == .unchanged)
    }
  }

  @Test func whatIsTouchedOrWrittenAsItWasIsNotReadAnew() throws {
    let log = "epoch,loss\n" + (0..<2000).map { "\($0),0.25\n" }.joined()
    try SampleLogs.withFile(Array(log.utf8), named: "log.csv") { path in
      var follower = LogFollower(path: path)
      _ = follower.next()
      for _ in 0..<3 {
        try overwrite(path, at: 0, with: log)
        #expect(follower.next() == .unchanged)
        try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
        #expect(follower.next() == .unchanged)
      }
      try overwrite(path, at: log.utf8.count, with: "2000,1\n")
      guard case .changed(let after, true, _, _) = follower.next() else {
        Issue.record("it has grown")
        return
      }
      #expect(after.pointCount == 2001 && follower.next() == .unchanged)
    }
  }

  @Test func anEventFileThatIsTouchedIsNotReadAnew() throws {
    let log = try #require(TailedLogs.all.first { $0.name.hasSuffix(".long") })
    let half = log.bytes.count / 2
    try SampleLogs.withFile(Array(log.bytes[..<half]), named: log.name) { path in
      for followed in [path, (path as NSString).deletingLastPathComponent] {
        try Data(log.bytes[..<half]).write(to: URL(fileURLWithPath: path))
        var follower = LogFollower(path: followed)
        while follower.next() != .unchanged {}
        waitForTick(after: path)
        try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
        var points: [Int] = []
        while case .changed(let contents, _, _, _) = follower.next() {
          points.append(contents.pointCount)
        }
        // The folder's listing has changed, but none of its files: no update follows.
        #expect(points.count == (followed == path ? 0 : 1) && Set(points).count <= 1)
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(log.bytes[half...]))
        try file.close()
        guard case .changed(let contents, _, _, _) = follower.next() else {
          Issue.record("it has grown")
          return
        }
        #expect(contents.pointCount > points.first ?? 0)
      }
    }
  }

  @Test func aDatabaseThatIsTouchedIsReadOnceMoreAndNoMore() throws {
    let name = try #require(TailedLogs.all.first { $0.name.hasSuffix(".db") })
    try SampleLogs.withFile(name.bytes, named: name.name) { path in
      var follower = LogFollower(path: path)
      guard case .changed(let before, true, _, _) = follower.next() else {
        Issue.record("it is there")
        return
      }
      eventually { FileStamp(path: path).isSettled }
      _ = follower.next()
      for _ in 0..<3 { #expect(follower.next() == .unchanged) }
      waitForTick(after: path)
      try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
      eventually { FileStamp(path: path).isSettled }
      guard case .changed(let after, true, _, _) = follower.next() else {
        Issue.record("it was touched")
        return
      }
      #expect(before == after)
      for _ in 0..<3 { #expect(follower.next() == .unchanged) }
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

extension LogFollowerTests {
  @Test func whatIsSurelyConsoleTextIsNotExaminedAgain() {
    let line = "epoch 1 step 100 loss 0.25 accuracy 0.5\n"
    var intake = LogIntake(path: "", options: ReadingOptions(readers: RecordReaders.all))
    while intake.count < 1 << 16 {
      #expect(intake.isOpen)
      intake.append(Array(String(repeating: line, count: 400).utf8))
    }
    #expect(!intake.isOpen)
    // A table could still become something else, and so could any log for a reader of one's own.
    var table = LogIntake(path: "", options: ReadingOptions(readers: RecordReaders.all))
    table.append(Array(("epoch,loss\n" + String(repeating: "1,0.25\n", count: 12_000)).utf8))
    #expect(table.isOpen)
    let readers = RecordReaders.all + [ResultsReader.self]
    var own = LogIntake(path: "", options: ReadingOptions(readers: readers))
    own.append(Array(String(repeating: line, count: 2000).utf8))
    #expect(own.isOpen)
  }
}
