public import Datasets

/// The training and validation examples of a classifier.
public struct ClassifierData: Sendable {
  /// The part for training.
  public var train: any ImageSource
  /// The part for validation.
  public var validation: any ImageSource
  /// A short description.
  public var words: String

  /// Creates the data of a classifier.
  public init(train: any ImageSource, validation: any ImageSource, words: String) {
    self.train = train
    self.validation = validation
    self.words = words
  }
}
