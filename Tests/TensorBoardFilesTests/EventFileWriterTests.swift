import Foundation
import TensorBoardFiles
import TestSupport
import Testing

@Suite struct EventFileWriterTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  @Test func whatIsWrittenIsReadBack() throws {
    let writer = try EventFileWriter(folder: folder + "/a/b", wallTime: 1_700_000_000.25)
    let values: [Float] = [0.1, -0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 3e38]
    let steps: [Int64] = [0, 1, -1, .max, .min, 1 << 40, 127, 128]
    for step in steps {
      for value in values { try writer.add(value, tag: "a \(step)", step: step, wallTime: 2.5) }
    }
    try writer.flush()
    let reader = try EventFileReader(path: writer.path)
    let points = try reader.readAll()
    #expect(reader.fileVersion == "brain.Event:2")
    #expect(points.count == steps.count * values.count)
    #expect(points.steps == steps.flatMap { step in values.map { _ in step } })
    #expect(points.wallTimes.allSatisfy { $0 == 2.5 })
    #expect(reader.tags == steps.map { "a \($0)" })
    for (index, value) in points.values.enumerated() {
      #expect(Float(value).bitPattern == values[index % values.count].bitPattern)
    }
  }

  @Test func theNameIsOneThatTensorBoardLooksFor() throws {
    let first = try EventFileWriter(folder: folder, wallTime: 1_700_000_000.9)
    let second = try EventFileWriter(folder: folder, wallTime: 1_700_000_000.9)
    #expect(first.path != second.path)
    let pattern = /events\.out\.tfevents\.1700000000\..+\.[0-9]+\.[0-9]+\.v2/
    for writer in [first, second] {
      let name = try #require(writer.path.split(separator: "/").last)
      #expect(name.wholeMatch(of: pattern) != nil, "\(name)")
    }
  }

  @Test func bytesAreThoseOfTensorFlowsFormat() throws {
    let writer = try EventFileWriter(folder: folder, wallTime: 1.5)
    try writer.add(0.5, tag: "loss", step: 300, wallTime: 1.5)
    try writer.flush()
    let version =
      Records.field(1, fixed64: 1.5.bitPattern) + Records.field(3, Array("brain.Event:2".utf8))
    let expected =
      Records.record(version) + Records.record(Records.scalarEvent("loss", 0.5, step: 300))
    #expect(try Data(contentsOf: URL(fileURLWithPath: writer.path)) == Data(expected))
  }

  @Test func nothingIsLostWithoutAFlushAtTheEnd() throws {
    var writer: EventFileWriter? = try EventFileWriter(folder: folder, wallTime: 1)
    let path = try #require(writer?.path)
    for step in 0..<5000 { try writer?.add(1, tag: "loss", step: Int64(step), wallTime: 1) }
    writer = nil
    #expect(try EventFileReader(path: path).readAll().count == 5000)
  }

  @Test func aFolderThatCannotBeMadeIsAnErrorWithTheReason() {
    #expect {
      _ = try EventFileWriter(folder: "/dev/null/runs", wallTime: 0)
    } throws: { "\($0)" == "/dev/null/runs: the folder cannot be made: not a directory" }
  }

  @Test func aFileThatCannotBeReadIsAnErrorWithTheReason() throws {
    #expect {
      _ = try EventFileReader(path: "/no/such/file")
    } throws: { "\($0)" == "/no/such/file: cannot be opened: no such file or directory" }
    let reader = try EventFileReader(path: "/tmp")
    #expect {
      _ = try reader.readAll()
    } throws: { "\($0)" == "/tmp: cannot be read: is a directory" }
  }
}
