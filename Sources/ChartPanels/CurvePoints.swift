internal import OrderedCollections
internal import Playbacks
internal import RunModel

/// The points of one curve of a run as its chart draws them.
struct CurvePoints {
  /// The curve.
  let curve: Curve
  /// The training curve, smoothed.
  let train: [(x: Double, y: Double)]
  /// The series of the validation curve; of a curve of training alone, its values at the ends of epochs.
  let validationSeries: Series?
  /// The points of that series.
  var validation: [SeriesPoint] { validationSeries?.points ?? [] }
  /// The series of the training curve.
  let series: Series?
  /// The last value of the training curve, as it was measured.
  var lastTrain: Double? { series?.last ?? train.last?.y }
  /// True when the values of the training curve are drawn behind it.
  let isRawShown: Bool
  /// The number of values in each mean that the training curve shows; nil for the values themselves.
  let meanLength: Int?
  /// The words before the two values of a title.
  let words: (ends: String, train: String)

  init(_ curve: Curve, of run: RunCharts) {
    self.curve = curve
    words = curve.validation == nil ? ("epoch", "step") : ("val", "train")
    let steps = run.history.stepSeries
    if curve.isLearningRate {
      // A rate has no noise.
      series = run.series(curve.train)
      train = run.plain(series?.points ?? [])
      (validationSeries, meanLength, isRawShown) = (nil, nil, false)
      return
    }
    guard curve.kind != .loss, let judged = curve.judged else {
      let (series, isOfSteps) = run.trainSeries(curve)
      self.series = series
      train = run.drawn(series, isOfSteps: isOfSteps)
      validationSeries = run.series(curve.validation)
      meanLength = isOfSteps ? series.flatMap(run.meanLength) : nil
      isRawShown = isOfSteps || run.isSmoothed
      return
    }
    let (series, isOfSteps) =
      curve.validation == nil ? (steps[judged], true) : run.trainSeries(curve)
    self.series = series
    train = run.drawn(series, isOfSteps: isOfSteps)
    let ends = run.history.epochSeries[judged]
    // The validation curve may have steps, too.
    let late = curve.validation.flatMap { steps[$0] }
    validationSeries = ends.map(\.isEmpty) == false ? ends : late
    // The best value of a curve of steps is a single step, so the steps are drawn behind their mean.
    isRawShown = isOfSteps && validationSeries.map(\.isEmpty) != false || run.isSmoothed
    meanLength = isOfSteps ? series.flatMap(run.meanLength) : nil
  }

  /// True when there is nothing to draw.
  var isEmpty: Bool { train.isEmpty && validation.isEmpty }
}
