/// A model that goes to a file and back.
///
/// `ModelCheckpoint`, `BackupAndRestore` and the state that a run is resumed from need one. Nothing here has a default:
/// a model that misspells `save` does not compile, where a default would save nothing.
public protocol SavableModel: Model {
  /// Writes the model to a file.
  ///
  /// - Parameters:
  ///   - weightsOnly: leave the optimiser's state out.
  ///   - keeping: other weights to keep in the file, by name, in the order of `weights`.
  /// - Throws: when the file cannot be written.
  func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws

  /// Reads what `save` wrote.
  ///
  /// - Returns: the other weights in the file, by name.
  /// - Throws: when the file cannot be read or is another model's.
  @discardableResult
  func load(from path: String) throws -> [String: [[Float]]]
}

extension SavableModel {
  /// Writes the model alone to a file.
  public func save(to path: String, weightsOnly: Bool) throws {
    try save(to: path, weightsOnly: weightsOnly, keeping: [:])
  }
}
