internal import Foundation
internal import TensorBoardFiles

/// Which kind of binary file a file is, by its first bytes.
enum FileMark {
  case weightsAndBiases
  case database
  case eventFile

  /// Looks at a file; nil when it is none of these.
  init?(path: String) {
    guard let file = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)),
      let status = try? FileManager.default.attributesOfItem(atPath: path)[.type],
      status as? FileAttributeType != .typeCharacterSpecial
    else { return nil }
    let name = path.split(separator: "/").last ?? ""
    let isNamed = name.contains("tfevents") && !name.hasSuffix(".profile-empty")
    // A pipe can be read once only.
    if (status as? FileAttributeType) == .typeUnknown { return nil }
    let bytes = [UInt8]((try? file.read(upToCount: 16)) ?? Data())
    if bytes.starts(with: [0x3A, 0x57, 0x26, 0x42]) || bytes.isEmpty && name.hasSuffix(".wandb") {
      self = .weightsAndBiases
    } else if bytes.starts(with: Array("SQLite format 3\0".utf8)) {
      self = .database
    } else if isNamed, bytes.isEmpty || Self.isLength(bytes) {
      self = .eventFile
    } else if Self.isLength(bytes) || isNamed, Self.hasRecords(path) {
      self = .eventFile
    } else {
      return nil
    }
  }

  /// Whether the first eight bytes are a length that a record could have.
  private static func isLength(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 8 && bytes[4..<8].allSatisfy { $0 == 0 }
  }

  private static func hasRecords(_ path: String) -> Bool {
    var points = ScalarPoints()
    guard let reader = try? EventFileReader(path: path) else { return false }
    _ = try? reader.readPart(into: &points)
    return reader.counts.records > 0
  }
}
