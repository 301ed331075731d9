/// The annotations of a data set, before any image is opened.
struct DetectionContents: Sendable {
  var classes: [String]
  /// The parts with their names; empty if the data set has none.
  var parts: [(name: String, list: SceneList)]
  /// All files, if there are no parts.
  var everything: SceneList?
}
