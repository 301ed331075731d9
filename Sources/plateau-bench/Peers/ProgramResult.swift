import ArgumentParser
import Foundation

/// The last JSON line that a benchmark program printed.
struct ProgramResult {
  /// Samples or images per second.
  let rate: Double
  /// Its peak memory, in MiB.
  let memory: Int

  /// - Throws: `ValidationError` if there is no such line.
  init(_ output: Data, of name: String) throws {
    struct Line: Decodable {
      var samples: Double?
      var images: Double?
      var memory: Int?
      enum CodingKeys: String, CodingKey {
        case samples = "samples_s"
        case images = "img_s"
        case memory = "rss_mb"
      }
    }
    let lines = output.split(separator: UInt8(ascii: "\n")).filter {
      $0.first == UInt8(ascii: "{")
    }
    guard let last = lines.last, let line = try? JSONDecoder().decode(Line.self, from: last),
      let rate = line.samples ?? line.images
    else { throw ValidationError("\(name) printed no result") }
    self.rate = rate
    memory = line.memory ?? 0
  }
}
