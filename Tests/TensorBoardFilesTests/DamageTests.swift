import Foundation
import SeededRandom
import TensorBoardFiles
import Testing

@Suite struct DamageTests {
  @Test func aFileCutAtAnyByteGivesItsCompleteRecordsAndWaits() throws {
    let (bytes, ends) = Records.sample(12)
    for cut in 0...bytes.count {
      let (reader, points) = try Records.read(Array(bytes[..<cut]))
      let complete = ends.count { $0 <= cut }
      #expect(points.count == complete)
      #expect(reader.damage.isEmpty, "cut at \(cut)")
      #expect(reader.pendingBytes == Int64(cut - (ends.last { $0 <= cut } ?? 0)))
    }
  }

  @Test func aFlippedByteCostsOneRecordAtItsPosition() throws {
    let (bytes, ends) = Records.sample(12)
    for offset in 0..<ends[10] {
      var damaged = bytes
      damaged[offset] ^= 0x41
      let (reader, points) = try Records.read(damaged)
      let record = ends.count { $0 <= offset }
      let start = record == 0 ? 0 : ends[record - 1]
      #expect(points.count == 11, "flipped at \(offset)")
      #expect(reader.damage.count == 1)
      #expect(reader.damage.first?.offset == Int64(start))
      #expect(reader.damage.first?.length == Int64(ends[record] - start))
      #expect(reader.damage.first?.kind == (offset < start + 12 ? .header : .checksum))
    }
  }

  @Test func manyFlippedBitsNeverGiveAPointThatWasNotWritten() throws {
    var random = SeededGenerator(seed: 0x9E37)
    let (bytes, _) = Records.sample(200)
    let (_, written) = try Records.read(bytes)
    let known = Set(written.values.map(\.bitPattern))
    for _ in 0..<200 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        damaged[Int.random(in: 0..<damaged.count, using: &random)] ^= bit
      }
      let (reader, points) = try Records.read(damaged)
      #expect(points.values.allSatisfy { known.contains($0.bitPattern) })
      #expect(points.count >= 100 && !reader.damage.isEmpty)
      #expect(zip(reader.damage, reader.damage.dropFirst()).allSatisfy { $0.offset < $1.offset })
    }
  }

  @Test func rubbishOfAnyLengthIsSurvived() throws {
    var random = SeededGenerator(seed: 99)
    for count in 0..<300 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(try Records.read(bytes).points.isEmpty)
    }
  }

  @Test func rubbishWithARightChecksumIsSurvived() throws {
    var random = SeededGenerator(seed: 5)
    for round in 0..<3000 {
      var content: [UInt8] =
        round % 2 == 0
        ? Records.scalarEvent("loss", 1)
        : Records.tensorEvent("loss", Records.field(1, 1) + Records.field(5, [0, 0, 0, 0]))
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        content[Int.random(in: 0..<content.count, using: &random)] =
          UInt8.random(in: 0...255, using: &random)
      }
      let (reader, points) = try Records.read(Records.record(content))
      #expect(points.count <= 1 && reader.counts.records == 1)
    }
  }

  @Test(arguments: [UInt64.max, 1 << 63, (1 << 62) + 1] as [UInt64])
  func aLengthThatNoFileHasIsDamage(length: UInt64) throws {
    let good = Records.record(Records.scalarEvent("loss", 1))
    let (reader, points) = try Records.read(good + Records.header(length: length) + good)
    #expect(points.count == 2)
    #expect(
      reader.damage
        == [EventFileDamage(.header, offset: Int64(good.count), length: 12)])
  }

  @Test(arguments: [1 << 62, 1 << 40, 64 << 20, 1000] as [UInt64])
  func aLengthBeyondTheEndIsWaitedFor(length: UInt64) throws {
    let good = Records.record(Records.scalarEvent("loss", 1))
    let (reader, points) = try Records.read(good + Records.header(length: length) + [1, 2, 3])
    #expect(points.count == 1)
    #expect(reader.damage.isEmpty)
    #expect(reader.pendingBytes == 15)
    #expect(reader.offset == Int64(good.count))
  }

  @Test func messagesThatPromiseMoreThanTheyHoldAreDamage() throws {
    let bad: [[UInt8]] = [
      [0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
      [0x2A, 0x7F], [0x09, 1, 2], [0x10], [0x10] + [UInt8](repeating: 0xFF, count: 11), [0x0B],
      [0x07], Records.field(5, [0x0A, 0x05]), Records.field(5, Records.field(1, [0x0A])),
      Records.event(value: Records.field(8, [0x2A, 0x09])),
    ]
    for content in bad {
      let (reader, points) = try Records.read(Records.record(content))
      #expect(points.isEmpty)
      #expect(reader.damage.map(\.kind) == [.content], "\(content)")
    }
  }

  @Test func aMessageThatFailsHalfwayAddsNoPoint() throws {
    let good = Records.field(1, Records.field(2, fixed32: 0))
    let (reader, points) = try Records.read(
      Records.record(Records.field(5, good + good + [0x0A, 0x50])))
    #expect(points.isEmpty)
    #expect(reader.counts.scalars == 0)
  }

  @Test func deepNestingIsPassedOver() throws {
    var nested: [UInt8] = []
    for _ in 0..<5000 { nested = Records.field(5, nested) }
    let (reader, points) = try Records.read(Records.record(nested))
    #expect(points.isEmpty)
    #expect(reader.damage.isEmpty)
  }

  @Test func aRecordLargerThanIsKeptIsPassedOverAndChecked() throws {
    let good = Records.record(Records.scalarEvent("loss", 1))
    let large = Records.record([UInt8](repeating: 7, count: 1_500_000))
    var wrong = large
    wrong[1000] = 8
    let (reader, points) = try Records.read(
      good + large + good + wrong + good, largestRecord: 100_000)
    #expect(points.count == 3)
    #expect(reader.counts.oversizeRecords == 1)
    #expect(
      reader.damage == [
        EventFileDamage(
          .checksum, offset: Int64(2 * good.count + large.count), length: Int64(large.count))
      ])
    #expect(try Records.read(good + large + good).reader.damage.map(\.kind) == [.content])
  }

  @Test func onlyTheFirstThousandPartsOfDamageAreListed() throws {
    var bad = Records.record(Records.scalarEvent("loss", 1))
    bad[bad.count - 1] ^= 1
    let (reader, _) = try Records.read(Array(repeatElement(bad, count: 1500).joined()))
    #expect(reader.damage.count == 1000)
    #expect(reader.counts.damagedParts == 1500)
  }
}
