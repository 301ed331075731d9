import ArgumentParser
import Foundation
import Learners

/// Recipes as files.
enum RecipeFile {
  /// Reads a recipe.
  ///
  /// - Parameter settings: what `--set` changes.
  /// - Throws: `ExitCode` 2 after saying what is wrong.
  static func read(_ path: String, settings: [String]) throws -> Recipe {
    do {
      return try Recipe(yaml: try text(of: path), file: path, settings: settings)
    } catch {
      Terminal.printError("\(error)")
      throw ExitCode(2)
    }
  }

  /// The text of a file.
  static func text(of path: String) throws(RecipeError) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      let reason =
        isFolder.boolValue
        ? "is a folder; to go on with the run in it: --resume"
        : isThere ? "cannot be read as text" : "no such file; samples/ has recipes"
      throw RecipeError(file: path, line: nil, reason)
    }
  }
}
