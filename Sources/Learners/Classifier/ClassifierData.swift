public import Datasets

/// The examples of a classifier: what it learns from and what it is measured with.
public struct ClassifierData: Sendable {
  /// To learn from.
  public var train: any ImageSource
  /// To measure with.
  public var validation: any ImageSource
  /// In a few words.
  public var words: String

  /// Puts both together.
  public init(train: any ImageSource, validation: any ImageSource, words: String) {
    self.train = train
    self.validation = validation
    self.words = words
  }
}
