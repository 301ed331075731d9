import ArgumentParser
import Foundation
import Recipes

/// Recipes as files.
enum RecipeFile {
  /// Reads a recipe.
  ///
  /// - Parameter settings: what `--set` changes.
  /// - Throws: `RecipeError` for what is wrong in it.
  static func read(_ path: String, settings: [String]) throws -> Recipe {
    try Recipe(yaml: try text(of: path), file: path, settings: settings)
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
