internal import Recipes
package import RunFiles
package import RunModel
internal import SystemFiles

/// The recipe of a run with the changes that were made by hand, as its `edits`: trained again, it
/// gives the same run.
package struct EditedRecipe {
  /// The recipe as YAML; the edits alone for a run without a recipe.
  package let text: String

  /// Reads a run's folder.
  ///
  /// - Throws: `FileError` when there are no events, `RecipeError` when the recipe is not YAML.
  /// - Complexity: O(size of the events).
  package init(of run: RunDirectory) throws {
    let edits = RunEdit.all(in: try RunEvent.all(of: run.events))
    text = try Recipe.text(run.recipeText ?? "", with: edits)
  }

  /// Reads the edits of a file, which may be a recipe or have nothing but edits.
  ///
  /// - Throws: A sentence with the file and the line of the first mistake.
  package static func edits(of path: String) throws(CommandWords.Failure) -> [RunEdit] {
    do {
      return try Recipe.edits(yaml: try RecipeFile.text(of: path), file: path)
    } catch {
      throw CommandWords.Failure("\(error)")
    }
  }

  /// Reads the recipe with the edits of another file in place of its own.
  ///
  /// - Throws: `RecipeError` with the fault.
  package static func text(of recipe: String, editsOf other: String) throws -> String {
    let edits = try Recipe.edits(yaml: try RecipeFile.text(of: other), file: other)
    return try Recipe.text(try RecipeFile.text(of: recipe), with: edits)
  }
}
