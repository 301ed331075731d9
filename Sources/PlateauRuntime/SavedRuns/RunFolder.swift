internal import BareFoundation
package import RunFiles
internal import RunModel
internal import ScriptRuns
internal import SystemFiles

/// A folder of runs: it knows their order and finds a run by its name.
package struct RunFolder {
  /// The folder in which `plateau train` keeps its runs.
  package static let usual = RunFolder(path: "runs")

  package let path: String

  /// The names in the folder, sorted; empty when it cannot be read.
  package var names: [String] { (try? Folders.names(in: path)) ?? [] }

  /// The newest run; nil when there is none.
  package var newest: RunDirectory? {
    let runs = names.filter { Self.isRun(path + "/" + $0) }
    guard let name = byAge(runs).first else { return nil }
    return RunDirectory(path: path + "/" + name)
  }

  /// Sorts names of the folder: first runs that are being trained, then those that started last.
  ///
  /// The newest run is the first of these in every command.
  ///
  /// - Complexity: O(size of the events).
  package func byAge(_ names: [String]) -> [String] {
    names.map { Age($0, of: RunDirectory(path: path + "/" + $0)) }.sorted().reversed().map(\.name)
  }

  /// The age of a run.
  private struct Age: Comparable {
    let name: String
    private let isTrained: Bool
    private let time: Double

    init(_ name: String, of directory: RunDirectory) {
      let start = RunStart(directory)
      var liveness = RunLiveness(directory)
      self.name = name
      if start.info == nil, let script = ScriptFolder(at: directory.path)?.start {
        (isTrained, time) = (script.isRunning == true, script.time)
        return
      }
      isTrained = liveness.isTrained(start.info)
      time = start.time ?? -.infinity
    }

    static func < (a: Age, b: Age) -> Bool {
      if a.isTrained != b.isTrained { return b.isTrained }
      return (a.time, a.name) < (b.time, b.name)
    }
  }

  /// Returns true for the folder of a run, or of a script that tells no events.
  private static func isRun(_ path: String) -> Bool {
    RunDirectory(at: path) != nil || ScriptFolder(at: path) != nil
  }

  /// The names of the folders whose runs were started under a name, in the order of ``byAge(_:)``.
  ///
  /// - Complexity: O(runs), a look at the first event of each.
  package func runs(startedAs name: String) -> [String] {
    byAge(
      names.filter { folder in
        let directory = RunDirectory(path: path + "/" + folder)
        let started =
          RunStart(directory).info?.name ?? ScriptFolder(at: directory.path)?.start?.name
        return started == name
      })
  }

  /// The path of a file or folder that exists, otherwise that of the run of this name in `runs`: of
  /// its folder, or of its recipe, where several have it the one of the newest.
  package static func path(_ word: String) -> String {
    if FileManager.default.fileExists(atPath: word) { return word }
    let parts = word.split(separator: "/")
    guard !word.hasPrefix("/"), let name = parts.first, name != ".", !parts.contains("..") else {
      return word
    }
    if isRun(usual.path + "/" + name) { return usual.path + "/" + word }
    guard parts.count == 1, let newest = usual.runs(startedAs: word).first else { return word }
    return usual.path + "/" + newest
  }
}
