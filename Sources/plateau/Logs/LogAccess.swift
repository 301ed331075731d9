import BareFoundation
import PlateauRuntime
import Recipes
import RunFiles
import ScriptRuns
import SystemFiles

/// A check that a command may read its log.
enum LogAccess {
  /// Refuses a log that exists but may not be read, a recipe, and a folder of folders of runs; a missing log
  /// is reported by its reader.
  ///
  /// - Parameter path: A file, a folder, or `-` for standard input.
  /// - Throws: `CommandFailure` with the reason.
  static func check(_ path: String) throws {
    if path == "-" { return }
    if access(path, R_OK) != 0, errno != ENOENT, errno != ENOTDIR {
      throw CommandFailure("\(path): cannot be read: \(systemReason())")
    }
    // Its settings would be read as the lines of a console.
    if isRecipe(path) {
      throw CommandFailure("\(path): is a recipe; plateau train \(path) trains it", .usage)
    }
    let events = (RunDirectory(at: path) ?? RunDirectory(path: path)).events
    if case .refused(let reason) = FileAccess(of: events) {
      throw CommandFailure("\(events): cannot be read: \(reason)")
    }
    // Its runs would be read as logs of another tool.
    if RunDirectory(at: path) == nil, ScriptFolder(at: path) == nil, !RunBoard.isBoard(path),
      let one = RunBoard.folder(in: path)
    {
      throw CommandFailure(
        "\(path): holds folders of runs; name one of them, such as \(one)", .usage)
    }
  }

  /// The most bytes of a recipe: a log may be long.
  private static let mostOfRecipe = 1 << 18

  private static func isRecipe(_ path: String) -> Bool {
    var status = stat()
    let name = path.lowercased()
    // A pipe can be read only once.
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml"), stat(path, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG, status.st_size <= mostOfRecipe,
      let text = try? String(contentsOfFile: path, encoding: .utf8)
    else { return false }
    return (try? Recipe(yaml: text, file: path)) != nil
  }
}
