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

  /// What is trained.
  public enum Network: Equatable, Sendable {
    /// A classifier: the layers before the softmax, which has one output a class.
    case classifier([Layer])
    /// A detector.
    case detector(Detector)
  }

  /// A single-shot detector: convolutions, of which some are looked at by a head.
  public struct Detector: Equatable, Sendable {
    /// One convolution of the trunk.
    public struct Block: Equatable, Sendable {
      /// Its outputs.
      public var filters: Int
      /// 2 halves the image.
      public var stride: Int
      /// Whether batch normalisation follows.
      public var isNormalized: Bool
      /// Whether pooling halves the image for the next block.
      public var pools: Bool
      /// The size of the boxes that a head finds here, as a share of the image; nil for no head.
      public var scale: Double?
    }

    /// The trunk.
    public var blocks: [Block]
    /// The shapes of boxes beside the squares, width to height.
    public var aspectRatios: [Double]
    /// The size that would follow the last head's: its square boxes come in two sizes, as the others' do.
    public var lastScale: Double
  }

  /// A hidden layer.
  public struct Layer: Equatable, Sendable {
    /// Its outputs.
    public var units: Int
    /// Whether a ReLU follows.
    public var isRectified: Bool
    /// Keras's name of the weights' start: `glorot_uniform` or `he_normal`.
    public var initializer: String
  }

  /// How weights change.
  public enum Optimizer: Equatable, Sendable {
    /// Adam (doi:10.48550/arXiv.1412.6980), Keras's form.
    case adam(learningRate: Float, beta1: Float, beta2: Float, epsilon: Float)
    /// Adam after every weight has lost a share of itself (doi:10.48550/arXiv.1711.05101).
    case adamW(learningRate: Float, weightDecay: Float, beta1: Float, beta2: Float, epsilon: Float)
    /// Stochastic gradient descent with momentum.
    case sgd(learningRate: Float, momentum: Float, isNesterov: Bool)
    /// The gradient over its running size (Tieleman and Hinton, 2012).
    case rmsprop(
      learningRate: Float, rho: Float, momentum: Float, epsilon: Float, isCentered: Bool)
  }

  /// Keras's `use_ema`: a moving average of the weights.
  public struct Averaging: Equatable, Sendable {
    /// What the average keeps of itself at a step, 0 … 1.
    public var momentum: Float
    /// Every how many steps it replaces the weights; nil for never.
    public var overwriteFrequency: Int?
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
  /// What is trained.
  public var network: Network
  /// The optimiser.
  public var optimizer: Optimizer
  /// The moving average that the optimiser keeps of the weights; nil for none.
  public var averaging: Averaging?
  /// The callbacks in order.
  public var callbacks: [CallbackRecipe]
  /// The YAML it was read from, with what `--set` changed.
  public var text: String
}
