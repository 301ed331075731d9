internal import BareFoundation
package import Recipes
internal import SystemFiles

/// Files with recipes.
package enum RecipeFile {
  /// Reads a recipe.
  ///
  /// - Parameters:
  ///   - settings: The changes of `--set`.
  ///   - edits: The file whose `edits` replace those of the recipe; nil for none.
  /// - Throws: `RecipeError` with the fault.
  package static func read(
    _ path: String, settings: [String], edits: String? = nil
  ) throws -> Recipe {
    let text = try edits.map { try EditedRecipe.text(of: path, editsOf: $0) } ?? text(of: path)
    return try Recipe(yaml: text, file: path, settings: settings)
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
        case nil:
          ["no such file", SampleRecipes.advice(insteadOf: path)].compactMap(\.self)
            .joined(separator: "; ")
        }
      throw RecipeError(file: path, line: nil, reason)
    }
  }
}
