internal import Datasets

extension Recipe {
  /// Binds a detector to its scenes.
  func makeDetector(_ detector: Detector) throws -> RecipeTask {
    throw DatasetError("detector", "not bound yet")
  }
}
