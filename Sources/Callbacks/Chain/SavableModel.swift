/// A model that can be saved to a file and loaded again.
///
/// `ModelCheckpoint`, `BackupAndRestore` and the resuming of runs need one. Nothing here has a
/// default: a model that misspells `save` does not compile, where a default would save nothing.
public protocol SavableModel: Model {
  /// Writes the model to a file.
  ///
  /// - Parameters:
  ///   - weightsOnly: True leaves the optimiser's state out.
  ///   - keeping: Further weights to store in the file, by name, in the order of `weights`.
  /// - Throws: When the file cannot be written.
  func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws

  /// Loads a file that `save` wrote.
  ///
  /// - Returns: The further weights in the file, by name.
  /// - Throws: When the file cannot be read or belongs to another model.
  @discardableResult
  func load(from path: String) throws -> [String: [[Float]]]
}

extension SavableModel {
  /// Writes the model alone to a file.
  ///
  /// - Throws: The error of the file that cannot be written.
  public func save(to path: String, weightsOnly: Bool) throws {
    try save(to: path, weightsOnly: weightsOnly, keeping: [:])
  }
}
