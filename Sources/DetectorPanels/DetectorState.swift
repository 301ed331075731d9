/// The settings of the panels that show what a detector finds.
public struct DetectorState: Equatable, Sendable {
  /// The index of the sample image; any integer, as the images form a ring.
  public package(set) var imageIndex = 0
  /// True when images are shown; otherwise none of their cells are sent.
  public package(set) var isImageShown = true
  /// The number of classes that the table is scrolled down.
  public package(set) var classOffset = 0

  /// The settings at the start.
  public init() {}

  /// The index of the sample image that is shown; nil when there is none.
  ///
  /// - Parameter count: The number of sample images.
  package func sample(of count: Int) -> Int? {
    count > 0 ? (imageIndex % count + count) % count : nil
  }
}
