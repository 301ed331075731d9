internal import Foundation
package import Recipes

/// Files with recipes.
package enum RecipeFile {
  /// Reads a recipe.
  ///
  /// - Parameter settings: The changes of `--set`.
  /// - Throws: `RecipeError` with the fault.
  package static func read(_ path: String, settings: [String]) throws -> Recipe {
    try Recipe(yaml: try text(of: path), file: path, settings: settings)
  }

  /// Reads the text of a file.
  package static func text(of path: String) throws(RecipeError) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      let reason =
        isFolder.boolValue
        ? "is a folder; use --resume to continue the run in it"
        : isThere ? "cannot be read as text" : "no such file; samples/ has recipes"
      throw RecipeError(file: path, line: nil, reason)
    }
  }
}
