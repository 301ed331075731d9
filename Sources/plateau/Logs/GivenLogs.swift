import RunComparison
import RunFiles
import ScriptRuns
import Sweeps
import SystemFiles

/// The logs that a command is given.
enum GivenLogs {
  /// The logs at paths, with its runs in place of a folder of runs alone.
  ///
  /// What else a shell's `*` finds in the folder of a sweep is left out.
  static func paths(_ given: [String]) -> [String] {
    let logs = given.flatMap { path in isRun(path) ? [path] : runs(in: path) ?? [path] }
      .filter { isRun($0) || !isBesideRuns($0) }
    return logs.isEmpty ? given : logs
  }

  /// The runs of a folder; nil where other logs may be among them.
  private static func runs(in folder: String) -> [String]? {
    guard let names = try? Folders.names(in: folder) else { return nil }
    let paths = names.sorted(by: NaturalOrder.isBefore).map { folder + "/" + $0 }
    let runs = paths.filter(isRun)
    let isAlone =
      SweepFolder.isSweep(folder)
      || paths.allSatisfy { isRun($0) || (try? Folders.names(in: $0)) == nil }
    return isAlone && !runs.isEmpty ? runs : nil
  }

  /// True for what a sweep keeps beside its runs.
  private static func isBesideRuns(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/"), FileStamp(path: path).size >= 0 else { return false }
    return SweepFolder.isSweep(String(path[..<slash]))
  }

  private static func isRun(_ path: String) -> Bool {
    RunDirectory(at: path) != nil || ScriptFolder(at: path) != nil
  }
}
