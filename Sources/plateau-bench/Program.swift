import ArgumentParser
import Foundation

/// Another program, run to its end.
struct Program {
  let path: String
  let arguments: [String]
  let environment: [String: String]

  init(_ path: String, _ arguments: [String], environment: [String: String] = [:]) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
  }

  /// What it printed; what it says on standard error is dropped, since Python's libraries are talkative.
  ///
  /// - Throws: `ValidationError` when it does not end with 0.
  func run() throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ValidationError(
        "\(path) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
    return data
  }

  /// The rate in the JSON line that a benchmark prints: samples or pictures a second.
  func rate() throws -> Double {
    struct Line: Decodable {
      var samples: Double?
      var pictures: Double?
      enum CodingKeys: String, CodingKey {
        case samples = "samples_s"
        case pictures = "img_s"
      }
    }
    let lines = try run().split(separator: UInt8(ascii: "\n")).filter {
      $0.first == UInt8(ascii: "{")
    }
    guard let last = lines.last, let line = try? JSONDecoder().decode(Line.self, from: last),
      let rate = line.samples ?? line.pictures
    else { throw ValidationError("\(arguments.first ?? path) printed no result") }
    return rate
  }
}
