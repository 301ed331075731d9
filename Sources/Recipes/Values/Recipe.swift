public import Networks

/// What to train and how, as read from YAML: a value, with everything checked but the data.
public struct Recipe: Sendable {
  /// Where the examples come from.
  public enum Data: Equatable, Sendable {
    /// The built-in digits: counts of training and validation images, noise 0 … 1, and whether every
    /// epoch has new images.
    case digits(train: Int, validation: Int, noise: Double, isFresh: Bool)
    /// IDX files in a folder; a validation part is cut off when the folder has no test set.
    case idx(path: String, validationFraction: Double)
    /// The built-in scenes of shapes: counts of training and validation images, their side in pixels, and
    /// whether every epoch has new images.
    case shapes(train: Int, validation: Int, side: Int, isFresh: Bool)
    /// Images with boxes in a folder (COCO, Pascal VOC or YOLO), the side they are brought to, how
    /// training images are varied, and which parts are taken.
    case scenes(
      path: String, side: Int, augmentation: [Variation], validationFraction: Double, parts: Parts)

    /// A way of varying training images.
    public enum Variation: String, Equatable, Sendable, CaseIterable {
      /// Left and right, in half of the cases.
      case flip
      /// Up and down, in half of the cases.
      case verticalFlip = "vertical_flip"
      /// Brightness, contrast, saturation and hue.
      case color
      /// Small on a larger ground, as SSD zooms out.
      case expand
      /// A part of the image that objects are in.
      case crop
    }

    /// The parts of a data set by name; nil for its usual ones.
    public struct Parts: Equatable, Sendable {
      /// To learn from.
      public var train: String?
      /// To measure with.
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
  /// How many epochs at most.
  public var epochs: Int
  /// Examples a batch.
  public var batchSize: Int
  /// Threads that compute.
  public var threads: Int
  /// The examples.
  public var data: Data
  /// The task, with its network.
  public var task: Task
  /// The optimiser.
  public var optimizer: Optimizer
  /// The moving average that the optimiser keeps of the weights; nil for none.
  public var averaging: Optimizer.Averaging?
  /// The callbacks in order.
  public var callbacks: [CallbackRecipe]
  /// The YAML it was read from, with what `--set` changed.
  public var text: String
}
