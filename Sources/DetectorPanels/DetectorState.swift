package import RunModel

/// The settings of the panels that show what a detector finds.
public struct DetectorState: Equatable, Sendable {
  /// The index of the sample image; any integer, as the images form a ring.
  public package(set) var imageIndex = 0
  /// True when images are shown; otherwise none of their cells are sent.
  public package(set) var isImageShown = true
  /// The number of classes that the table is scrolled down.
  public package(set) var classOffset = 0
  /// The index of the class whose precision-recall curve is shown; nil for the worst.
  public package(set) var chosenClass: Int?

  /// The settings at the start.
  public init() {}

  /// The index of the sample image that is shown; nil when there is none.
  ///
  /// - Parameter count: The number of sample images.
  package func sample(of count: Int) -> Int? {
    count > 0 ? (imageIndex % count + count) % count : nil
  }

  /// The index of the class whose precision-recall curve is shown; nil when none has one.
  package func curveClass(in report: DetectionReport?) -> Int? {
    guard let classes = report?.classes else { return nil }
    let indices = classes.indices.filter { classes[$0].precisions != nil }
    if let chosenClass, indices.contains(chosenClass) { return chosenClass }
    return ClassRow.worst(of: classes).flatMap { indices.contains($0) ? $0 : nil }
      ?? indices.first
  }

  /// Shows the curve of another class; they form a ring.
  package mutating func chooseClass(by steps: Int, in report: DetectionReport?) {
    guard let classes = report?.classes else { return }
    let indices = classes.indices.filter { classes[$0].precisions != nil }
    guard let current = curveClass(in: report), let place = indices.firstIndex(of: current) else {
      return
    }
    let count = indices.count
    chosenClass = indices[((place + steps) % count + count) % count]
  }
}
