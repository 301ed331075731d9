internal import CurveStore
internal import LogReaders
internal import LogRecordings
internal import RunFiles

/// The previous run of a recipe.
package enum LastRun {
  /// The changes of its metrics from epoch to epoch; empty when there is no such run.
  package static func noise(of name: String, under folder: String = "runs") -> [String: Double] {
    let runs = RunFolder(path: folder)
    for folderName in runs.byAge(runs.names.filter { RunDirectory.name($0, isOf: name) }) {
      let run = RunDirectory(path: folder + "/" + folderName)
      for file in [run.log, run.events] {
        if let contents = try? LogContents(path: file),
          let log = try? RecordedLog(contents, path: file)
        {
          return log.noise
        }
      }
    }
    return [:]
  }
}
