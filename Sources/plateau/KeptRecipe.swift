import Foundation
import RunFiles
import RunModel
import SystemFiles

/// A run's `recipe.yaml`, compared with what its state says was trained.
struct KeptRecipe {
  /// What is to be trained, unless something else is asked for.
  let text: String
  let remarks: [String]
  private let directory: RunDirectory
  private let isForeign: Bool

  /// Looks at a run's recipe.
  ///
  /// - Throws: when there is none that can be read, in the file or in the state.
  init(_ directory: RunDirectory, _ state: ResumeState?) throws {
    self.directory = directory
    guard let record = state?.recipe else {
      text = try RecipeFile.text(of: directory.recipe)
      (remarks, isForeign) = ([], false)
      return
    }
    let bytes = FileManager.default.contents(atPath: directory.recipe) ?? Data()
    if bytes.isEmpty {
      text = record.text
      remarks = ["\(directory.recipe): was missing or empty; restored from state.json"]
      isForeign = false
      try directory.write(recipe: record.text)
      return
    }
    remarks = []
    switch FileChecksum.of(bytes) {
    case FileChecksum.of(record.text.utf8), record.replaced:
      (text, isForeign) = (record.text, false)
    case record.replacement:
      (text, isForeign) = (String(decoding: bytes, as: UTF8.self), false)
    default:
      (text, isForeign) = (record.text, true)
    }
  }

  /// Refuses a file that is neither what was trained nor what was about to be.
  ///
  /// - Throws: an error that says how to go on with it, and how without.
  func refuseForeign() throws {
    guard isForeign else { return }
    throw CommandFailure(
      "\(directory.recipe): differs from the recipe trained so far; to continue with it: "
        + "plateau train \(directory.recipe) --run \(directory.path) --resume; "
        + "to discard it, delete the file")
  }
}
