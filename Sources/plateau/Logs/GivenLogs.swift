import PlateauRuntime
import RunComparison
import Sweeps
import SystemFiles

/// The logs that a command is given.
enum GivenLogs {
  /// The logs at paths, with its runs in place of a folder of runs alone.
  ///
  /// The files that a sweep keeps beside its runs, which a shell's `*` finds too, are left out.
  static func paths(_ given: [String]) -> [String] {
    let logs = given.flatMap { path in RunBoard.isRun(path) ? [path] : runs(in: path) ?? [path] }
      .filter { RunBoard.isRun($0) || !isBesideRuns($0) }
    return logs.isEmpty ? given : logs
  }

  /// The runs of a folder; nil where other logs may be among them.
  private static func runs(in folder: String) -> [String]? {
    guard let names = try? Folders.names(in: folder) else { return nil }
    let paths = names.sorted(by: NaturalOrder.isBefore).map { folder + "/" + $0 }
    let runs = paths.filter(RunBoard.isRun)
    let isAlone =
      SweepFolder.isSweep(folder)
      || paths.allSatisfy { RunBoard.isRun($0) || (try? Folders.names(in: $0)) == nil }
    return isAlone && !runs.isEmpty ? runs : nil
  }

  /// True for what a sweep keeps beside its runs.
  private static func isBesideRuns(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/"), FileStamp(path: path).size >= 0 else { return false }
    return SweepFolder.isSweep(String(path[..<slash]))
  }
}
