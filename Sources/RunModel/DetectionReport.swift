public import Boxes

/// What an evaluation of a detector found beside its numbers: for the class table, the confusion matrix
/// and the picture of what it sees.
public struct DetectionReport: Equatable, Sendable {
  /// How one class does.
  public struct ClassScore: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its boxes in the validation set.
    public var truths: Int
    /// Average precision over all thresholds; nil where the class has no boxes.
    public var averagePrecision: Double?
    /// Average precision at IoU 0.5.
    public var ap50: Double?

    /// Makes a row.
    public init(name: String, truths: Int, averagePrecision: Double?, ap50: Double?) {
      self.name = name
      self.truths = truths
      self.averagePrecision = averagePrecision
      self.ap50 = ap50
    }
  }

  /// The classes in their order.
  public var classes: [ClassScore]
  /// Counts at IoU 0.5: a row for each true class and a column for each found one, the background last.
  public var confusion: [[Int]]
  /// What was found in each sample image, best first.
  public var found: [[LabeledBox]]

  /// Makes a report.
  public init(classes: [ClassScore], confusion: [[Int]], found: [[LabeledBox]]) {
    self.classes = classes
    self.confusion = confusion
    self.found = found
  }
}

/// A box with its class, in shares of the image: 0 is its left or top, 1 its right or bottom.
public struct LabeledBox: Equatable, Sendable {
  /// The box, in fractions of the image.
  public var box: UnitBox<Double>
  /// The class, as its place among the classes.
  public var label: Int
  /// How sure the detector is; nil for a true box.
  public var score: Double?

  /// Creates a box of a class.
  public init(box: UnitBox<Double>, label: Int, score: Double? = nil) {
    self.box = box
    self.label = label
    self.score = score
  }
}

/// A small image of the validation set with its true boxes: told once, shown with what is found in it.
public struct SampleImage: Equatable, Sendable {
  /// Pixels across.
  public var width: Int
  /// Pixels down.
  public var height: Int
  /// Red, green and blue of each pixel, row by row.
  public var pixels: [UInt8]
  /// What is in it.
  public var truths: [LabeledBox]

  /// Puts an image together.
  ///
  /// - Precondition: three bytes a pixel.
  public init(width: Int, height: Int, pixels: [UInt8], truths: [LabeledBox]) {
    precondition(pixels.count == 3 * width * height, "an image has three bytes a pixel")
    self.width = width
    self.height = height
    self.pixels = pixels
    self.truths = truths
  }
}
