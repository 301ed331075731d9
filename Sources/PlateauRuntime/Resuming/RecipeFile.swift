internal import BareFoundation
package import Recipes
internal import SystemFiles

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
      let reason =
        switch FileKind(of: path) {
        case .folder: "is a folder; use --resume to continue the run in it"
        case .file: "cannot be read as text"
        case nil: "no such file; samples/ has recipes"
        }
      throw RecipeError(file: path, line: nil, reason)
    }
  }
}
