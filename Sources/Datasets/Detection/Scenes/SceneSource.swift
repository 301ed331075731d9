/// Where a detector's examples come from; used from a background queue.
public protocol SceneSource: Sendable {
  /// Scenes an epoch.
  var count: Int { get }
  /// The names of the classes; labels are indices into it.
  var classes: [String] { get }
  /// What was left out or changed on the way, a sentence each; may grow as scenes are read.
  var problems: [String] { get }

  /// A scene; the same index and epoch always give the same.
  ///
  /// - Parameter epoch: matters only to sources that draw new scenes for each epoch.
  /// - Throws: `DatasetError` when the image cannot be read; it never can then.
  func scene(_ index: Int, epoch: Int) throws(DatasetError) -> Scene
}

extension SceneSource {
  /// Nothing is left out of scenes that are not read from files.
  public var problems: [String] { [] }
}
