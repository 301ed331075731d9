import Foundation
import RunModel

/// Cases recorded from the original library: one JSON object per line.
enum Vectors {
  struct MissingVectors: Error { var name: String }

  static func load<Case: Decodable>(_ name: String, as type: Case.Type) throws -> [Case] {
    guard
      let url = Bundle.module.url(
        forResource: name, withExtension: "jsonl", subdirectory: "Vectors")
    else { throw MissingVectors(name: name) }
    let text = try String(contentsOf: url, encoding: .utf8)
    return try text.split(separator: "\n").map {
      try JSONDecoder().decode(Case.self, from: Data($0.utf8))
    }
  }
}

/// A float of the vectors: a number, or "nan", "inf", "-inf", "-0.0" as text.
struct VectorNumber: Decodable {
  var value: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      guard let number = Double(text) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
      }
      value = number
    } else {
      value = try container.decode(Double.self)
    }
  }
}

/// Returns true when two numbers are equal to the bit, or both are NaN.
func same(_ a: Double?, _ b: Double?) -> Bool {
  switch (a, b) {
  case (nil, nil): true
  case (let a?, let b?): a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
  default: false
  }
}
