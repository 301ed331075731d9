public import Boxes

/// The findings of a detector's evaluation besides its metrics: for the class table, the confusion
/// matrix and the image of what it sees.
public struct DetectionReport: Equatable, Sendable {
  /// The scores of one class.
  public struct ClassScore: Equatable, Sendable {
    /// The name of the class.
    public var name: String
    /// Boxes of the class in the validation set.
    public var truths: Int
    /// Average precision over all thresholds; nil where the class has no boxes.
    public var averagePrecision: Double?
    /// Average precision at IoU 0.5.
    public var ap50: Double?
    /// The precision at recall 0, 0.01, …, 1, at IoU 0.5; nil where it is not reported.
    public var precisions: [Double]?

    /// Creates the scores of a class.
    public init(
      name: String, truths: Int, averagePrecision: Double?, ap50: Double?,
      precisions: [Double]? = nil
    ) {
      self.name = name
      self.truths = truths
      self.averagePrecision = averagePrecision
      self.ap50 = ap50
      self.precisions = precisions
    }
  }

  /// The classes in their order.
  public var classes: [ClassScore]
  /// Counts at IoU 0.5: a row per true class and a column per detected class, the background last.
  public var confusion: [[Int]]
  /// The detections in each sample image, best first.
  public var found: [[LabeledBox]]
  /// The average precision lost to each kind of error; nil in reports that lack it.
  public var errors: Errors?
  /// The precision at recall 0, 0.01, …, 1, at IoU 0.5, the mean over the classes with boxes; nil in reports
  /// that lack it.
  public var precisions: [Double]?

  /// Creates a report of an evaluation.
  public init(
    classes: [ClassScore], confusion: [[Int]], found: [[LabeledBox]], errors: Errors? = nil,
    precisions: [Double]? = nil
  ) {
    self.classes = classes
    self.confusion = confusion
    self.found = found
    self.errors = errors
    self.precisions = precisions
  }
}

/// A box with its class, in shares of the image: 0 is its left or top, 1 its right or bottom.
public struct LabeledBox: Equatable, Sendable {
  /// The box, in fractions of the image.
  public var box: UnitBox<Double>
  /// The index of the class.
  public var label: Int
  /// The detector's confidence; nil for a true box.
  public var score: Double?

  /// Creates a box of a class.
  public init(box: UnitBox<Double>, label: Int, score: Double? = nil) {
    self.box = box
    self.label = label
    self.score = score
  }
}

/// A small image of the validation set with its true boxes: reported once, and shown with the
/// detections in it.
public struct SampleImage: Equatable, Sendable {
  /// Pixels across.
  public var width: Int
  /// Pixels down.
  public var height: Int
  /// Red, green and blue of each pixel, row by row.
  public var pixels: [UInt8]
  /// The true boxes.
  public var truths: [LabeledBox]

  /// Creates a sample image with its true boxes.
  ///
  /// - Precondition: `pixels` has three bytes per pixel.
  public init(width: Int, height: Int, pixels: [UInt8], truths: [LabeledBox]) {
    precondition(pixels.count == 3 * width * height, "an image has three bytes per pixel")
    self.width = width
    self.height = height
    self.pixels = pixels
    self.truths = truths
  }
}
