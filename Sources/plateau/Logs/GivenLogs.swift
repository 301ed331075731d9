import PlateauRuntime
import RunComparison
import RunFiles
import ScriptRuns
import Sweeps
import SystemFiles

/// The logs that a command is given.
enum GivenLogs {
  /// The logs at paths, with its runs in place of a folder of runs.
  ///
  /// What else a shell's `*` finds in the folder of a sweep is left out.
  static func paths(_ given: [String]) -> [String] {
    let paths = given.flatMap { path in
      isRun(path) || !RunBoard.isBoard(path) ? [path] : runs(in: path)
    }
    let logs = paths.filter { path in
      let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
      return isRun(path) || !SweepFolder.isSweep(parent)
    }
    return logs.isEmpty ? given : logs
  }

  private static func runs(in folder: String) -> [String] {
    let runs = ((try? Folders.names(in: folder)) ?? []).filter { isRun(folder + "/" + $0) }
    if runs.isEmpty { return [folder] }
    return runs.sorted(by: NaturalOrder.isBefore).map { folder + "/" + $0 }
  }

  private static func isRun(_ path: String) -> Bool {
    RunDirectory(at: path) != nil || ScriptFolder(at: path) != nil
  }
}
