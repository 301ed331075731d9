import CurveStore
import Foundation
import LogReaders
import TensorBoardFiles
import TestSupport
import Testing

/// The end of a long log is shown before its middle is read.
@Suite struct LongLogTests {
  private static let rows = 13_000

  private static func text(_ name: String) -> String {
    let wide = String(repeating: "x", count: 380)
    let lines = (0..<rows).map { row in
      let loss = Double(row) / 1e6
      return name.hasSuffix(".csv")
        ? "\(row),\(loss),\(wide)\n"
        : "{\"step\": \(row), \"loss\": \(loss), \"text\": \"\(wide)\"}\n"
    }
    // The last row is being written.
    return (name.hasSuffix(".csv") ? "epoch,loss,text\n" : "") + lines.joined()
      + (name.hasSuffix(".csv") ? "\(rows),0." : "{\"step\"")
  }

  @Test(arguments: ["log.csv", "log.jsonl"])
  func theEndIsShownFirst(name: String) throws {
    let text = Self.text(name)
    try SampleLogs.withFile(text.utf8, named: name) { path in
      var follower = LogFollower(path: path)
      var (looks, seen) = (0, 0)
      while true {
        guard case .changed(let contents, let isCaughtUp, _, _) = follower.next() else {
          Issue.record("nothing is told")
          return
        }
        let curve = try #require(contents.runs.first?.series.first { $0.name == "loss" })
        #expect(curve.points.last?.value == Double(Self.rows - 1) / 1e6)
        if isCaughtUp {
          #expect(try contents == LogContents(path: path))
          break
        }
        // The part read from the beginning, a gap, and the end.
        #expect(curve.segments.count == 2)
        #expect(contents.notes.allSatisfy { $0.kind != .damaged })
        #expect(curve.points.count > seen && curve.points.count < Self.rows)
        (looks, seen) = (looks + 1, curve.points.count)
      }
      #expect(looks > 0)
    }
  }

  @Test func theEndOfAnEventFileIsShownFirst() throws {
    let temporary = TemporaryFolder()
    let folder = temporary.path
    let last = 120_000
    var path: String?
    do {
      let writer = try EventFileWriter(folder: folder, wallTime: 1_700_000_000)
      path = writer.path
      for step in 0...last {
        try writer.add(
          Float(step), tag: step % 2 == 0 ? "loss" : "accuracy", step: Int64(step),
          wallTime: 1_700_000_000 + Double(step))
      }
      try writer.flush()
    }
    var follower = LogFollower(path: try #require(path))
    guard case .changed(let contents, let isCaughtUp, _, _) = follower.next() else {
      Issue.record("nothing is told")
      return
    }
    #expect(!isCaughtUp)
    let curve = try #require(contents.runs.first?.series.first { $0.name == "loss" })
    #expect(curve.points.last?.step == Int64(last))
    #expect(curve.segments.count == 2 && curve.points.count < last / 2)
    var whole: LogContents?
    while case .changed(let contents, _, _, _) = follower.next() { whole = contents }
    #expect(try whole == LogContents(path: follower.path))
    #expect(whole?.runs.first?.series.first?.segments == [0])
  }
}
