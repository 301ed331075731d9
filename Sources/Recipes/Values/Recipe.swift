public import Networks
public import RunModel

/// A recipe for a training, as read from YAML: everything is checked but the data.
public struct Recipe: Sendable {
  /// The source of the examples.
  public enum Data: Equatable, Sendable {
    /// The built-in digits: counts of training and validation images, noise 0 … 1, and whether
    /// every epoch has new images.
    case digits(train: Int, validation: Int, noise: Double, isFresh: Bool)
    /// IDX files in a folder; a validation part is cut off when the folder has no test set.
    case idx(path: String, validationFraction: Double)
    /// The built-in scenes of shapes: counts of training and validation images, their side in
    /// pixels, and whether every epoch has new images.
    case shapes(train: Int, validation: Int, side: Int, isFresh: Bool)
    /// Images with boxes in a folder (COCO, Pascal VOC or YOLO), the side that they are scaled to,
    /// the variations of training images, and the parts that are used.
    case scenes(
      path: String, side: Int, augmentation: [Variation], validationFraction: Double, parts: Parts)

    /// A way of varying training images.
    public enum Variation: String, Equatable, Sendable, CaseIterable {
      /// A horizontal flip, in half of the cases.
      case flip
      /// A vertical flip, in half of the cases.
      case verticalFlip = "vertical_flip"
      /// A change of brightness, contrast, saturation and hue.
      case color
      /// A smaller image on a larger ground, as SSD zooms out.
      case expand
      /// A crop of the image around objects.
      case crop
    }

    /// The parts of a data set by name; nil for the usual ones.
    public struct Parts: Equatable, Sendable {
      /// The name of the part for training; nil for the usual one.
      public var train: String?
      /// The name of the part for validation; nil for the usual one.
      public var validation: String?
    }
  }

  /// The kind of task, with its network.
  public enum Task: Equatable, Sendable {
    /// A classifier: the layers before the softmax, which has one output per class.
    case classifier([DenseLayer])
    /// A detector; its number of classes is 0 until the data are read.
    case detector(SSDArchitecture)
  }

  /// The run's name.
  public var name: String
  /// The seed of weights, data and order.
  public var seed: UInt64
  /// The largest number of epochs.
  public var epochs: Int
  /// Examples per batch.
  public var batchSize: Int
  /// The number of threads that compute.
  public var threads: Int
  /// The numbers that a step of a detector multiplies.
  public var precision: Precision
  /// The examples.
  public var data: Data
  /// The task, with its network.
  public var task: Task
  /// The optimiser.
  public var optimizer: Optimizer
  /// The moving average that the optimiser keeps of the weights; nil for none.
  public var averaging: Optimizer.Averaging?
  /// The callbacks, in order.
  public var callbacks: [CallbackRecipe]
  /// The changes that are made while it trains, in order.
  public var edits: [RunEdit] = []
  /// The YAML it was read from, with what `--set` changed.
  public var text: String
}
