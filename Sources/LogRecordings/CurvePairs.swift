internal import CurveStore
internal import RunModel

/// The curves of a log: pairs of training and validation series of one quantity, sorted by
/// importance.
struct CurvePairs {
  /// The curves, the most important of each kind first.
  let curves: [Curve]
  /// The name of the series of the learning rate; nil when there is none.
  let learningRate: String?

  /// Pairs the series.
  init(_ allSeries: [RecordedSeries]) {
    learningRate = allSeries.first { $0.source.role == .learningRate }?.name
    var order: [String] = []
    var groups: [String: [RecordedSeries]] = [:]
    for series in allSeries where series.source.role != .learningRate {
      let key = Self.key(of: series)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(series)
    }
    var found: [Curve] = []
    for key in order {
      var rest = groups[key] ?? []
      if rest.count > 1, let train = rest.firstIndex(where: { $0.source.split != .validation }),
        let validation = rest.firstIndex(where: { $0.source.split == .validation })
      {
        found.append(Self.curve(key, train: rest[train], validation: rest[validation]))
        for index in [train, validation].sorted(by: >) { rest.remove(at: index) }
      }
      found += rest.map { series in
        series.source.split == .validation
          ? Self.curve(series.name, train: nil, validation: series)
          : Self.curve(series.name, train: series, validation: nil)
      }
    }
    // If two quantities have the same title, one takes the title of its validation series.
    let titles = Dictionary(grouping: found, by: \.title).mapValues(\.count)
    for index in found.indices where titles[found[index].title] ?? 0 > 1 {
      if let name = found[index].validation { found[index].title = name }
    }
    curves = found.enumerated().sorted {
      (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
    }.map(\.element)
  }

  private static func curve(
    _ title: String, train: RecordedSeries?, validation: RecordedSeries?
  ) -> Curve {
    let judged = validation ?? train
    let kind: Curve.Kind =
      switch judged?.source.role {
      case .loss: .loss
      case .metric: .metric
      default: .other
      }
    return Curve(
      title: title, kind: kind, train: train?.name, validation: validation?.name,
      direction: judged?.source.direction)
  }

  /// A name without the words for the data: `val_loss` and `train/loss` both become `loss`.
  private static func key(of series: RecordedSeries) -> String {
    let name = series.name
    guard series.source.split != nil else { return name }
    let prefixes = [
      "validation", "training", "evaluation", "valid", "train", "eval", "test", "val", "metrics",
    ]
    for prefix in prefixes where name.lowercased().hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      if let mark = rest.first, "/_-. :".contains(mark), rest.count > 1 {
        return String(rest.dropFirst())
      }
    }
    return name
  }

  /// The rank of a curve; lower ranks are shown first.
  private static func rank(_ curve: Curve) -> Int {
    let name = curve.title.lowercased()
    let last = name.split(separator: "/").last.map(String.init) ?? name
    switch curve.kind {
    case .loss:
      let isWhole = ["loss", "total_loss", "train_loss", "epoch_loss", "avg loss"].contains(last)
      return (isWhole ? 0 : 10) + (curve.validation != nil ? 0 : 1)
    case .metric:
      let judged = curve.validation != nil ? 0 : 5
      if name.contains("50-95") || name.contains("0.5:0.95") || last == "map" {
        return 100 + judged
      }
      if last.hasPrefix("ap") && last.count <= 2 || name.hasSuffix("bbox_map") {
        return 110 + judged
      }
      if name.contains("map") { return 120 + judged }
      if name.contains("acc") { return 130 + judged }
      return 140 + judged
    case .other: return 1000
    }
  }
}
