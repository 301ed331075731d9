/// A quantity that charts show: its curve on the training data, on the validation data, or both.
public struct Curve: Equatable, Sendable {
  /// The kind of the quantity.
  public enum Kind: Equatable, Sendable {
    /// A quantity that training minimises.
    case loss
    /// A measure of quality.
    case metric
    /// Anything else that was logged.
    case other
  }

  /// Display name.
  public var title: String
  /// The kind of the quantity.
  public var kind: Kind
  /// The name of its series on the training data, or of its only one.
  public var train: String?
  /// The name of its series on the validation data.
  public var validation: String?
  /// The better direction; nil when it is unknown.
  public var direction: Direction?

  /// True when it is known to be measured on the training data alone.
  public var isOfTrainingOnly: Bool
  /// True for a learning rate.
  public var isLearningRate: Bool

  /// Creates a curve of a quantity.
  public init(
    title: String, kind: Kind, train: String? = nil, validation: String? = nil,
    direction: Direction? = nil, isOfTrainingOnly: Bool = false, isLearningRate: Bool = false
  ) {
    (self.title, self.kind, self.direction) = (title, kind, direction)
    (self.train, self.validation) = (train, validation)
    (self.isOfTrainingOnly, self.isLearningRate) = (isOfTrainingOnly, isLearningRate)
  }

  /// True for the loss as a whole, by its name; a part such as `box_loss` is another quantity.
  package var isWholeLoss: Bool {
    let name = title.lowercased().split(separator: "/").last ?? ""
    return kind == .loss
      && ["loss", "total_loss", "train_loss", "epoch_loss", "avg loss"].contains(name)
  }

  /// The series that the run is judged by: the validation series where there is one.
  public var judged: String? { validation ?? train }
  /// The name of that series; a pair is titled by what both of its series share.
  package var judgedTitle: String {
    guard let validation else { return title }
    if validation.hasSuffix(title) { return validation }
    return train == nil ? title : "val \(title)"
  }
}

extension Sequence<Curve> {
  /// The curve whose best value sums up a run: the first metric that was not measured on the
  /// training data, else a validation loss, else any curve with a known direction.
  ///
  /// A metric of each of more than three layers, classes or tasks comes after a validation loss.
  public var headline: Curve? {
    let known = filter { $0.direction != nil }
    let metrics = known.filter { $0.kind == .metric && !$0.isOfTrainingOnly }
    guard let loss = known.first(where: { $0.kind == .loss && $0.validation != nil }) else {
      return metrics.first ?? known.first { $0.kind == .metric } ?? known.first
    }
    func last(_ curve: Curve) -> Substring {
      let title = curve.title[...]
      return title.lastIndex(of: "/").map { title[$0...] } ?? title
    }
    let families = Dictionary(metrics.map { (last($0), 1) }, uniquingKeysWith: +)
    return metrics.first { families[last($0), default: 0] <= 3 } ?? loss
  }
}
