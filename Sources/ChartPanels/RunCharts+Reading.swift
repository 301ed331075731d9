internal import Cells
internal import Charts
internal import OrderedCollections
internal import Playbacks
internal import Recordings
internal import RunComparison
internal import RunDisplay
internal import RunModel
internal import Themes

/// The values that are read at the hairline.
extension RunCharts {
  /// The hairline of a chart, with the values of its curve in this run and in overlaid ones.
  ///
  /// - Parameters:
  ///   - curve: The curve of the chart.
  ///   - direction: The better direction, in place of the curve's.
  func hairline(_ curve: Curve?, _ direction: Direction? = nil) -> Hairline? {
    guard let x = scene.playback?.hairline else { return nil }
    var values: [PanelFrame.Piece] = []
    if let curve, let reading {
      values += pieces(of: curve, reading, direction)
      for other in others {
        guard let point = otherPoint(curve, other) else { continue }
        let letter = letter(of: other)
        values.append(
          ("\(letter.text) \(words(point.y, curve))", Style(letter.color(theme))))
      }
    }
    return hairline(at: x, values)
  }

  /// The hairline of the chart of the learning rate.
  func rateHairline() -> Hairline? {
    guard let x = scene.playback?.hairline else { return nil }
    var values: [PanelFrame.Piece] = []
    if let rate = reading?.learningRate {
      values.append((rate.rateWords, theme.style(.learningRate)))
    }
    return hairline(at: x, values)
  }

  private func hairline(at x: Double, _ values: [PanelFrame.Piece]) -> Hairline {
    let ground = theme.color(.selection)
    return Hairline(
      x: x, style: theme.style(.strong), ground: theme.style(.text).on(ground),
      values: values.map { ($0.text, $0.style.on(ground)) })
  }

  /// The values of this run.
  private var reading: CursorReading? {
    guard let playback = scene.playback else { return nil }
    if isChosen { return playback.readings[playback.chosen] }
    let number = playback.others.first { $0.value == history }?.key
    return number.flatMap { playback.readings[$0] }
  }

  private func otherPoint(_ curve: Curve, _ other: Other) -> SeriesPoint? {
    guard let reading = scene.playback?.readings[other.number],
      let name = other.history.curve(like: curve)?.judged
    else { return nil }
    return reading.epochPoints[name] ?? reading.stepPoints[name]
  }

  private func pieces(
    of curve: Curve, _ reading: CursorReading, _ direction: Direction?
  ) -> [PanelFrame.Piece] {
    func point(_ name: String?, ofSteps: Bool) -> SeriesPoint? {
      guard let name else { return nil }
      let (first, second) =
        ofSteps
        ? (reading.stepPoints, reading.epochPoints) : (reading.epochPoints, reading.stepPoints)
      return first[name] ?? second[name]
    }
    // The one nearer to the line comes first, of two the one that counts; where there is little room,
    // the last are left out.
    let isTrain = curve.validation == nil && !hasEpochs(curve)
    let train = curve.validation == nil ? nil : point(curve.train, ofSteps: true)
    var pieces: [PanelFrame.Piece] = []
    if let judged = point(curve.judged, ofSteps: isTrain) {
      let whose = train == nil ? "" : "\(symbols.point) val "
      pieces.append(
        (whose + words(judged.y, curve), theme.style(isTrain ? .train : .validation)))
      if let train {
        pieces.insert(
          ("\(trainSign)train \(words(train.y, curve))", theme.style(.train)),
          at: train.x > judged.x ? 0 : 1)
      }
      if let best = history.best(of: curve, direction, in: scene.playback?.window)?.y {
        pieces.append((distance(judged.y, best), theme.style(.best)))
      }
    } else if let train {
      pieces.append(("train \(words(train.y, curve))", theme.style(.train)))
    }
    if let judged = point(curve.judged, ofSteps: isTrain) {
      if let train {
        pieces.append(("gap \(signed(judged.y - train.y))", theme.style(.text)))
      }
      if let change = change(of: curve, at: judged.x) {
        pieces.append(
          ("\(signed(change.value)) in \(counted(change.epochs, "epoch"))", theme.style(.dim)))
      }
    }
    return pieces
  }

  /// The distance between training and validation, and the change over the last epochs.
  func course(of shown: CurvePoints) -> [PanelFrame.Piece] {
    let trend = CurveTrend(shown.curve, history.epochs)
    var pieces: [PanelFrame.Piece] = []
    if let gap = trend.gap {
      var words = "gap \(signed(gap))"
      // The training value before it may be that of a step, and the gap is one of whole epochs.
      if scene.isFull, let own = shown.validation.last?.y, let train = shown.lastTrain,
        axis.unit == "epoch", signed(own - train) != signed(gap)
      {
        words += " @\(axis.label(Double(trend.gapEpoch + 1)))"
      }
      pieces.append((words, theme.style(.text)))
    }
    if let change = trend.change {
      pieces.append(
        ("\(signed(change.value)) in \(counted(change.epochs, "epoch"))", theme.style(.dim)))
    }
    return pieces
  }

  /// The change of a curve over the epochs that had ended at a coordinate.
  private func change(of curve: Curve, at x: Double) -> CurveTrend.Change? {
    let epochs = history.epochs
    let end = epochs.indices.firstBeyond { index in
      self.x(ofEpoch: Double(epochs[index].epoch + 1)).map { $0 > x } ?? true
    }
    return CurveTrend(curve, epochs.prefix(end)).change
  }

  /// A value; in a chart on the whole screen with six digits.
  func words(_ value: Double, _ curve: Curve) -> String {
    if curve.isLearningRate { return value.rateWords }
    return scene.isFull ? value.metricWords : MetricFormat.metric(value)
  }

  func signed(_ difference: Double) -> String {
    difference.isFinite
      ? (difference < 0 ? "-" : "+") + MetricFormat.metric(abs(difference))
      : MetricFormat.metric(difference)
  }

  private func hasEpochs(_ curve: Curve) -> Bool {
    curve.judged.map { history.epochSeries[$0] != nil } ?? false
  }

  /// The distance of a value from the best one: `best`, `best −0.0276`.
  private func distance(_ value: Double, _ best: Double) -> String {
    let difference = value - best
    if difference == 0 { return "\(symbols.star) best" }
    return difference.isFinite ? "\(symbols.star) \(signed(difference))" : ""
  }
}
