internal import BareFoundation
internal import RunFiles
internal import RunModel
internal import SystemFiles

/// A run's `recipe.yaml`, compared with the recipe in its state, which was trained.
struct KeptRecipe {
  /// The recipe to train, unless another one is named.
  let text: String
  let remarks: [String]
  private let directory: RunDirectory
  private let isForeign: Bool

  /// Reads a run's recipe.
  ///
  /// - Throws: An error when neither the file nor the state has a recipe that can be read.
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

  /// Refuses a file that is neither the recipe that was trained nor the one that was about to
  /// replace it.
  ///
  /// - Throws: An error that says how to continue with the file, and how without it.
  func refuseForeign() throws {
    guard isForeign else { return }
    throw CommandFailure(
      "\(directory.recipe): differs from the recipe trained so far; to continue with it: "
        + "plateau train \(directory.recipe) --run \(directory.path) --resume; "
        + "to discard it, delete the file")
  }
}
