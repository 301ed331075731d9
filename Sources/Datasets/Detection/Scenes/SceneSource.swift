/// A source of the examples of a detector; used from a background thread.
public protocol SceneSource: Sendable {
  /// The number of scenes per epoch.
  var count: Int { get }
  /// The names of the classes; labels are indices into it.
  var classes: [String] { get }
  /// Everything left out or changed, one sentence each; may grow as scenes are read.
  var problems: [String] { get }

  /// Reads or draws a scene; the same index and epoch always give the same one.
  ///
  /// - Parameter epoch: The epoch; it matters only to sources that draw new scenes for each epoch.
  /// - Throws: `DatasetError` if the image cannot be read; later calls throw the same error.
  func scene(_ index: Int, epoch: Int) throws(DatasetError) -> Scene
}

extension SceneSource {
  /// Sources that read no files leave nothing out.
  public var problems: [String] { [] }
}
