import Foundation
import TensorBoardFiles
import Testing

@Suite struct TensorScalarTests {
  private typealias Case = (type: UInt64, list: [UInt8], content: [UInt8], value: Double)

  @Test func everyDataTypeIsReadFromItsListAndFromItsBytes() throws {
    let minus = UInt64(bitPattern: -3)
    func packed(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] { Records.field(number, bytes) }
    let cases: [Case] = [
      (
        1, packed(5, Records.little(Float(0.1).bitPattern)), Records.little(Float(0.1).bitPattern),
        Double(Float(0.1))
      ),
      (2, packed(6, Records.little(0.1.bitPattern)), Records.little(0.1.bitPattern), 0.1),
      (3, packed(7, Records.varint(minus)), Records.little(Int32(-3)), -3),
      (4, packed(7, [200, 1]), [200], 200),
      (5, packed(7, Records.varint(minus)), Records.little(Int16(-3)), -3),
      (6, packed(7, Records.varint(minus)), Records.little(Int8(-3)), -3),
      (9, packed(10, Records.varint(minus)), Records.little(Int64(-3)), -3),
      (10, packed(11, [1]), [1], 1),
      (14, packed(13, Records.varint(0x3FC0)), Records.little(UInt16(0x3FC0)), 1.5),
      (17, packed(7, Records.varint(65535)), Records.little(UInt16.max), 65535),
      (19, packed(13, Records.varint(0x3E00)), Records.little(UInt16(0x3E00)), 1.5),
      (22, packed(16, Records.varint(1 << 31)), Records.little(UInt32(1) << 31), 2_147_483_648),
      (23, packed(17, Records.varint(1 << 63)), Records.little(UInt64(1) << 63), 0x1p63),
    ]
    for test in cases {
      for body in [test.list, Records.field(4, test.content)] {
        for shape in [[], Records.field(2, [])] {
          let tensor = Records.field(1, test.type) + shape + body
          let (_, points) = try Records.read(Records.record(Records.tensorEvent("x", tensor)))
          #expect(points.values == [test.value], "type \(test.type)")
        }
      }
    }
  }

  @Test(
    arguments: [
      (0x0000, 0), (0x8000, -0.0), (0x0001, 0x1p-24), (0x03FF, 0x1.FF8p-15), (0x0400, 0x1p-14),
      (0x3C00, 1), (0xC000, -2), (0x7BFF, 65504), (0x7C00, .infinity), (0xFC00, -.infinity),
    ] as [(UInt64, Double)])
  func halfPrecisionIsExact(bits: UInt64, value: Double) throws {
    let tensor = Records.field(1, 19) + Records.field(13, Records.varint(bits))
    let (_, points) = try Records.read(Records.record(Records.tensorEvent("x", tensor)))
    #expect(points.values.map(\.bitPattern) == [value.bitPattern])
  }

  @Test func anEmptyListMeansZeroAndAnUnpackedOneIsRead() throws {
    let empty = Records.field(1, 1) + Records.field(2, [])
    let unpacked = Records.field(1, 1) + Records.field(5, fixed32: Float(2).bitPattern)
    let (_, points) = try Records.read(
      [empty, unpacked].flatMap { Records.record(Records.tensorEvent("x", $0)) })
    #expect(points.values == [0, 2])
  }

  @Test func tensorsWithDimensionsAndOtherPluginsAreNoScalars() throws {
    let number = Records.field(1, 1) + Records.field(5, Records.little(Float(2).bitPattern))
    let vector = Records.field(2, Records.field(2, Records.field(1, 1))) + number
    let text = Records.field(1, 7) + Records.field(8, Array("words".utf8))
    let events = [
      Records.tensorEvent("vector", vector, plugin: "scalars"),
      Records.tensorEvent("text", text, plugin: "text"),
      Records.tensorEvent("hparams", number, plugin: "hparams"),
      // The first event's metadata also holds for later events of a tag.
      Records.tensorEvent("hparams", number),
      Records.tensorEvent("loss", number, plugin: "scalars"),
      Records.tensorEvent("loss", number),
    ]
    let (reader, points) = try Records.read(events.flatMap(Records.record))
    #expect(points.values == [2, 2])
    #expect(points.tags.map { reader.tags[Int($0)] } == ["loss", "loss"])
    #expect(reader.counts.otherValues == 4)
    #expect(reader.damage.isEmpty)
  }

  @Test func aSummaryBeforeItsStepAndInPartsIsRead() throws {
    let value = Records.field(1, Records.field(1, [0x61]) + Records.field(2, fixed32: 0))
    let event =
      Records.field(5, value + value) + Records.field(2, 9) + Records.field(5, value)
      + Records.field(1, fixed64: 4.0.bitPattern)
    let (_, points) = try Records.read(Records.record(event))
    #expect(points.steps == [9, 9, 9])
    #expect(points.wallTimes == [4, 4, 4])
  }

  @Test func tagsOfEveryLengthAndNumberAreKeptApart() throws {
    var bytes: [UInt8] = []
    let tags = (0..<3000).map { String(repeating: "ab", count: $0 % 37) + "\($0)" } + [""]
    for _ in 0..<2 {
      for tag in tags { bytes += Records.record(Records.scalarEvent(tag, 1)) }
    }
    bytes += Records.record(
      Records.event(value: Records.field(1, [0xFF, 0x41]) + Records.field(2, fixed32: 0)))
    let (reader, points) = try Records.read(bytes)
    #expect(reader.tags == tags + ["\u{FFFD}A"])
    #expect(points.tags.map(Int.init) == Array(tags.indices) + Array(tags.indices) + [tags.count])
  }
}
