import Foundation
import SeededRandom
import TensorBoardFiles
import TestSupport
import Testing

/// Files that are read while they are being written.
@Suite struct FollowingTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path("events") }

  private func append(_ bytes: some Sequence<UInt8>) throws {
    if !FileManager.default.fileExists(atPath: path) {
      try Data().write(to: URL(fileURLWithPath: path))
    }
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }

  private func overwrite(_ bytes: [UInt8], at offset: Int) throws {
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }

  @Test func everyPointComesOnceHoweverTheFileGrows() throws {
    let (bytes, _) = Records.sample(60)
    var random = SeededGenerator(seed: 3)
    try append([])
    let reader = try EventFileReader(path: path)
    var points = ScalarPoints()
    var written = 0
    while written < bytes.count {
      let count = min(Int.random(in: 1...40, using: &random), bytes.count - written)
      try append(bytes[written..<written + count])
      written += count
      while try reader.readPart(into: &points) {}
    }
    #expect(points.steps == (0..<60).map(Int64.init))
    #expect(reader.damage.isEmpty && reader.pendingBytes == 0)
  }

  @Test func aTailOfZerosIsNotYetWritten() throws {
    let (bytes, ends) = Records.sample(4)
    // A page of the file shows zeros from any offset on and is filled later.
    for cut in ends[0]...ends[1] {
      try? FileManager.default.removeItem(atPath: path)
      let rest = bytes.count - cut
      try append(Array(bytes[..<cut]) + [UInt8](repeating: 0, count: rest))
      let reader = try EventFileReader(path: path)
      var points = try reader.readAll()
      #expect(reader.damage.isEmpty, "zeros from \(cut)")
      try overwrite(Array(bytes[cut...]), at: cut)
      while try reader.readPart(into: &points) {}
      #expect(points.steps == [0, 1, 2, 3])
      #expect(reader.damage.isEmpty)
    }
  }

  @Test func zerosWithSomethingBehindThemAreDamage() throws {
    let (bytes, ends) = Records.sample(4)
    try append(bytes[..<ends[1]] + [UInt8](repeating: 0, count: 700_000) + bytes[ends[1]...])
    let reader = try EventFileReader(path: path)
    #expect(try reader.readAll().steps == [0, 1, 2, 3])
    #expect(
      reader.damage == [EventFileDamage(.header, offset: Int64(ends[1]), length: 700_000)])
  }

  @Test func anotherReaderGoesOnWhereOneStopped() throws {
    let (bytes, ends) = Records.sample(6)
    try append(bytes[..<(ends[2] + 7)])
    let first = try EventFileReader(path: path)
    #expect(try first.readAll().count == 3)
    try append(bytes[(ends[2] + 7)...])
    let second = try EventFileReader(path: path, offset: first.offset)
    #expect(try second.readAll().steps == [3, 4, 5])
  }

  @Test func aFileThatWasReplacedOrCutIsNoticed() throws {
    let (bytes, _) = Records.sample(6)
    try append(bytes)
    let reader = try EventFileReader(path: path)
    _ = try reader.readAll()
    #expect(!reader.isReplaced)
    try append(bytes)
    #expect(!reader.isReplaced)
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: 10)
    #expect(reader.isReplaced)
    let cut = try EventFileReader(path: path)
    #expect(!cut.isReplaced)
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    #expect(cut.isReplaced)
  }

  @Test func aRecordLargerThanAPartIsReadWhole() throws {
    let tag = Records.field(1, Array("loss".utf8))
    let image = Records.field(4, [UInt8](repeating: 1, count: 3_000_000))
    let values = [image, tag + Records.field(2, fixed32: Float(2).bitPattern)]
    let large = Records.record(Records.field(5, values.flatMap { Records.field(1, $0) }))
    try append(large[..<2_000_000])
    let reader = try EventFileReader(path: path)
    var points = try reader.readAll()
    #expect(points.isEmpty)
    try append(large[2_000_000...])
    while try reader.readPart(into: &points) {}
    #expect(points.values == [2])
    #expect(reader.counts.otherValues == 1)
  }
}
