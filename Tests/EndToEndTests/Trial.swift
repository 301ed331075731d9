import Foundation
import Testing

/// The files of a run that must not depend on its interruptions.
struct RunFiles: Equatable {
  /// Every file but those of TensorBoard, whose attempts write files of their own.
  var names: [String] = []
  var contents: [String: Data] = [:]

  init(_ folder: String) throws {
    let files = FileManager.default.enumerator(atPath: folder)
    while let name = files?.nextObject() as? String {
      if name.hasPrefix("tensorboard") || name.hasSuffix("events.jsonl") { continue }
      names.append(name)
      let data = FileManager.default.contents(atPath: folder + "/" + name)
      if name.hasSuffix(".safetensors") || name.hasSuffix(".csv") { contents[name] = data }
      guard name.hasSuffix("state.json"), let data,
        var state = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      else { continue }
      for key in ["seconds", "checksum"] { state[key] = nil }
      // The bytes may differ in how seconds of a budget were counted, nothing else.
      contents[name] = try JSONSerialization.data(withJSONObject: state, options: .sortedKeys)
    }
    names.sort()
  }

  /// Names of files that differ.
  func differences(from other: RunFiles) -> [String] {
    Set(names).symmetricDifference(other.names).sorted()
      + contents.keys.filter { contents[$0] != other.contents[$0] }.sorted()
  }
}

extension Program {
  /// A program in its own folder with another recipe.
  init(recipe: String) throws {
    try self.init()
    try recipe.write(toFile: folder + "/small.yaml", atomically: true, encoding: .utf8)
  }

  /// Starts without a terminal and does not wait.
  func launch(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Starts the run or continues it until it reports that it is done.
  func finish(_ note: Comment) throws {
    for _ in 0..<4 {
      let events = FileManager.default.contents(atPath: folder + "/run/events.jsonl") ?? Data()
      let result = try run(
        events.contains(0x0A)
          ? ["train", "run", "--resume"] : ["train", "small.yaml", "--run", "run"])
      #expect(result.code == 0, "\(note): \(result.errors)")
      if result.output.contains("continues it") || result.code != 0 { return }
    }
  }
}
