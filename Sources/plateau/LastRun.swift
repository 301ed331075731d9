import Foundation
import RunLogs

/// The run of a recipe before this one.
enum LastRun {
  /// How much its metrics changed from epoch to epoch; empty when there is no such run.
  static func noise(of name: String, under folder: String = "runs") -> [String: Double] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    // Folders begin with the date, so that the last in order is the newest.
    let ending = "-" + RunDirectory.safe(name)
    for name in names.sorted().reversed() where name.hasSuffix(ending) {
      let run = RunDirectory(path: folder + "/" + name)
      for file in [run.log, run.events] {
        if let log = try? RecordedLog(path: file) { return log.noise }
      }
    }
    return [:]
  }
}
