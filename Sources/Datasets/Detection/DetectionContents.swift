/// What the annotations of a data set say, before any image is opened.
struct DetectionContents: Sendable {
  var classes: [String]
  /// The parts by their names; none where the data set has none.
  var parts: [(name: String, list: SceneList)]
  /// All files, where there are no parts.
  var everything: SceneList?
}
