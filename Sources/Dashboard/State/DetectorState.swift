/// The settings of the panels that show what a detector finds.
public struct DetectorState: Equatable, Sendable {
  /// The index of the sample image; any integer, as the images form a ring.
  public internal(set) var imageIndex = 0
  /// True when images are shown; otherwise none of their cells are sent.
  public internal(set) var isImageShown = true
  /// The number of classes that the table is scrolled down.
  public internal(set) var classOffset = 0
}
