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

  /// The output.
  ///
  /// - Parameter shows: Shows its standard error; Python's libraries print a lot there.
  /// - Throws: `ValidationError` if its exit status is not 0.
  func run(shows: Bool = false) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    if !shows { process.standardError = FileHandle.nullDevice }
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ValidationError(
        "\(path) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
    return data
  }

  /// The result of a benchmark program.
  func result() throws -> ProgramResult {
    try ProgramResult(try run(), of: arguments.first ?? path)
  }
}
