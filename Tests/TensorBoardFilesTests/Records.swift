import CCRC32C
import Foundation
import TensorBoardFiles
import TestSupport

/// Event files assembled byte by byte.
enum Records {
  static func record(_ content: [UInt8]) -> [UInt8] {
    let length = little(UInt64(content.count))
    return length + masked(length) + content + masked(content)
  }

  /// A header without its content.
  static func header(length: UInt64) -> [UInt8] { little(length) + masked(little(length)) }

  static func masked(_ bytes: [UInt8]) -> [UInt8] {
    let plain = plateau_crc32c(0, bytes, bytes.count)
    return little((plain >> 15 | plain << 17) &+ 0xA282_EAD8)
  }

  static func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  static func varint(_ value: UInt64) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
  }

  static func field(_ number: UInt64, _ content: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(content.count)) + content
  }

  static func field(_ number: UInt64, _ value: UInt64) -> [UInt8] {
    varint(number << 3) + varint(value)
  }

  static func field(_ number: UInt64, fixed64 bits: UInt64) -> [UInt8] {
    varint(number << 3 | 1) + little(bits)
  }

  static func field(_ number: UInt64, fixed32 bits: UInt32) -> [UInt8] {
    varint(number << 3 | 5) + little(bits)
  }

  /// An event with one value of a summary.
  static func event(step: Int64 = 0, value: [UInt8]) -> [UInt8] {
    field(1, fixed64: 1.5.bitPattern) + field(2, UInt64(bitPattern: step))
      + field(5, field(1, value))
  }

  /// An event with a tensor.
  static func tensorEvent(_ tag: String, _ tensor: [UInt8], plugin: String? = nil) -> [UInt8] {
    let metadata = plugin.map { field(9, field(1, field(1, Array($0.utf8)))) } ?? []
    return event(value: field(1, Array(tag.utf8)) + field(8, tensor) + metadata)
  }

  /// An event with a plain number.
  static func scalarEvent(_ tag: String, _ value: Float, step: Int64 = 0) -> [UInt8] {
    event(step: step, value: field(1, Array(tag.utf8)) + field(2, fixed32: value.bitPattern))
  }

  /// Writes bytes to a file and reads them with a new reader.
  static func read(
    _ bytes: [UInt8], largestRecord: Int = 64 << 20
  ) throws -> (reader: EventFileReader, points: ScalarPoints) {
    let folder = TemporaryFolder()
    let path = folder.path("events")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let reader = try EventFileReader(path: path, largestRecord: largestRecord)
    return (reader, try reader.readAll())
  }

  /// A file of some records and the end of each.
  static func sample(_ count: Int) -> (bytes: [UInt8], ends: [Int]) {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for index in 0..<count {
      let tag = "tag \(index % 3)" + String(repeating: "x", count: index % 11)
      bytes += record(scalarEvent(tag, Float(index) / 3, step: Int64(index)))
      ends.append(bytes.count)
    }
    return (bytes, ends)
  }
}
