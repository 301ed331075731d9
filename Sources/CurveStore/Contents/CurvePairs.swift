package import RunModel

/// The curves of a run: pairs of training and validation series of one quantity, sorted by
/// importance.
///
/// The first learning rate has a chart of its own; those of other parameter groups are curves.
package struct CurvePairs: Sendable {
  /// The curves, the most important of each kind first.
  package let curves: [Curve]
  /// The name of the series of the first learning rate; nil when there is none.
  package let learningRate: String?

  /// Pairs the series.
  package init(_ allSeries: [PairableSeries]) {
    learningRate = allSeries.first { $0.role == .learningRate }?.name
    var order: [String] = []
    var groups: [String: [PairableSeries]] = [:]
    for series in allSeries where series.name != learningRate {
      let key = series.role == .learningRate ? series.name : Self.key(of: series)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(series)
    }
    var found: [Curve] = []
    for key in order {
      var rest = groups[key] ?? []
      if rest.count > 1, let train = Self.training(rest),
        let validation = Self.heldOut(rest), validation != train
      {
        found.append(Self.curve(key, train: rest[train], validation: rest[validation]))
        for index in [train, validation].sorted(by: >) { rest.remove(at: index) }
      }
      found += rest.map { series in
        series.split == .validation
          ? Self.curve(series.name, train: nil, validation: series)
          : Self.curve(series.name, train: series, validation: nil)
      }
    }
    // If two quantities have the same title, one takes the title of its validation series.
    let titles = Dictionary(grouping: found, by: \.title).mapValues(\.count)
    for index in found.indices where titles[found[index].title] ?? 0 > 1 {
      if let name = found[index].validation { found[index].title = name }
    }
    let signed = Set(allSeries.filter(\.isSignedLoss).map(\.name))
    curves = found.enumerated().sorted {
      (Self.rank($0.element, signed), $0.offset) < (Self.rank($1.element, signed), $1.offset)
    }.map(\.element)
  }

  /// The series of a group on data held back during training, else on test data.
  private static func heldOut(_ group: [PairableSeries]) -> Int? {
    group.firstIndex { $0.split == .validation }
      ?? group.firstIndex { $0.split == .test }
  }

  /// The series of a group on training data, else on data that nothing names.
  private static func training(_ group: [PairableSeries]) -> Int? {
    let hasValidation = group.contains { $0.split == .validation }
    return group.firstIndex { $0.split == .train }
      ?? group.firstIndex { $0.split == nil }
      ?? (hasValidation ? group.firstIndex { $0.split == .test } : nil)
  }

  private static func curve(
    _ title: String, train: PairableSeries?, validation: PairableSeries?
  ) -> Curve {
    let judged = validation ?? train
    let kind: Curve.Kind =
      switch judged?.role {
      case .loss: .loss
      case .metric: .metric
      default: .other
      }
    return Curve(
      title: title, kind: kind, train: train?.name, validation: validation?.name,
      direction: judged?.direction, isOfTrainingOnly: judged?.split == .train,
      isLearningRate: judged?.role == .learningRate)
  }

  /// A name without the words for the data: `val_loss` and `train/loss` both become `loss`.
  package static func key(of series: PairableSeries) -> String {
    let name = series.name
    guard series.split != nil else { return name }
    if name.lowercased().hasPrefix("metrics/"), name.utf8.count > 8 {
      return String(name.dropFirst(8))
    }
    return SplitWords.removed(from: name)
  }

  /// The rank of a curve; lower ranks are shown first.
  ///
  /// - Parameter signed: The names of losses with values below 0, which say little about quality.
  private static func rank(_ curve: Curve, _ signed: Set<String>) -> Int {
    let name = curve.title.lowercased()
    let last = name.split(separator: "/").last.map(String.init) ?? name
    switch curve.kind {
    case .loss:
      let isSigned = curve.judged.map(signed.contains) ?? false
      return (isSigned ? 50 : curve.isWholeLoss ? 0 : 10) + (curve.validation != nil ? 0 : 1)
    case .metric:
      return 100 + metricRank(name, last)
        + (curve.validation != nil ? 0 : curve.isOfTrainingOnly ? 500 : 5)
    case .other: return curve.isLearningRate ? 1100 : 1000
    }
  }

  /// The rank of a metric by its name: the strictest summary first, parts of a summary last.
  private static func metricRank(_ name: String, _ last: String) -> Int {
    if name.contains("50-95") || name.contains("0.5:0.95") || last == "map" { return 0 }
    if last.hasPrefix("ap") && last.count <= 2 || name.hasSuffix("bbox_map") { return 10 }
    if name.contains("map") { return 20 }
    let isSecond = name.contains("top5") || name.contains("top_5") || name.contains("@5")
    if name.contains("acc") || name.contains("err") { return isSecond ? 40 : 30 }
    let isPart = name.contains("precision") || name.contains("recall")
    return isPart ? 45 : 40
  }
}
