internal import Boxes
internal import Datasets
internal import Evaluation
internal import Messages
internal import Networks
internal import RunModel

/// The detections and the true objects of one pass over the validation set.
struct ValidationPass {
  /// The names of the classes.
  let classes: [String]
  /// The images that are shown, with their detections.
  var samples: SampleImages
  private let boxCount: Int
  private let side: Double
  private let threads: Int
  private var truths: [GroundTruthBox] = []
  private var found: [Detection] = []
  private var images = 0
  private var evaluation: COCOEvaluation?
  private var isFinite = true

  /// SSD's suppression of overlapping detections of one class in an image.
  private static let suppression = NonMaximumSuppression(
    iouThreshold: 0.45, scoreThreshold: 0.01, limit: 200)
  /// The number of best candidates of a class that the suppression compares.
  private static let candidates = 400
  /// The number of detections of all classes that are kept in an image.
  private static let limit = 200

  /// - Parameter threads: The number of threads that compare boxes.
  init(
    _ architecture: SSDArchitecture, classes: [String], samples: [SampleImage] = [], threads: Int
  ) {
    self.threads = threads
    self.classes = classes
    self.samples = SampleImages(images: samples)
    boxCount = architecture.boxCount
    side = Double(architecture.side)
  }

  /// Adds the predictions for a batch.
  mutating func add(_ predictions: SSDPredictions, _ batch: DetectionBatch) {
    let isFinite = isFinite && predictions.isFinite
    add(passImages(predictions, batch, isFinite: isFinite), isFinite: isFinite)
  }

  private func passImages(
    _ predictions: SSDPredictions, _ batch: DetectionBatch, isFinite: Bool
  ) -> [PassImage] {
    (0..<batch.count).map { index in
      PassImage(
        truths: batch.truths[index],
        found: isFinite ? detections(in: predictions, at: index) : [],
        sample: samples.needs(images + index) ? SampleImages.sample(of: batch, at: index) : nil)
    }
  }

  /// Adds images with what was found in them.
  ///
  /// - Parameter isFinite: False when the network has diverged: nothing was found then.
  mutating func add(_ added: [PassImage], isFinite: Bool) {
    self.isFinite = self.isFinite && isFinite
    for image in added {
      for object in image.truths {
        truths.append(
          GroundTruthBox(
            image: images, category: object.label,
            box: PixelBox(object.box, imageWidth: side, imageHeight: side),
            isCrowd: object.isCrowd, isDifficult: object.isDifficult))
      }
      let detections = self.isFinite ? image.found : []
      found += detections.map { detection in
        var detection = detection
        detection.image = Int32(truncatingIfNeeded: images)
        return detection
      }
      samples.add(detections, at: images, sample: image.sample, side: side)
      images += 1
    }
    evaluation = nil
  }

  /// Adds the predictions of all processes for a batch, in the order of its images.
  ///
  /// Only the leader's pass gets them all.
  mutating func add(
    _ predictions: SSDPredictions, _ batch: DetectionBatch, _ group: TrainingGroup
  ) throws(MessagesError) {
    let isFinite = predictions.isFinite
    // The images that are shown are among the first ones of each process.
    let own = passImages(predictions, batch, isFinite: isFinite)
    let all = try group.messages.gather([isFinite ? 1 : 0] + own.flatMap(\.numbers))
    if !group.isLeader { return add(own, isFinite: isFinite) }
    add(all.flatMap { PassImage.images($0.dropFirst()) }, isFinite: all.allSatisfy { $0[0] == 1 })
  }

  /// Returns the detections kept in one image, the best first.
  private func detections(in predictions: SSDPredictions, at index: Int) -> [Detection] {
    let width = classes.count + 1
    let first = index * boxCount
    var kept: [Detection] = []
    predictions.scores.withUnsafeBufferPointer { scores in
      for category in classes.indices {
        var candidates: [(score: Double, box: Int)] = []
        for box in 0..<boxCount {
          let score = scores[(first + box) * width + category + 1]
          if score >= Float(Self.suppression.scoreThreshold) {
            candidates.append((Double(score), box))
          }
        }
        if candidates.count > Self.candidates {
          candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.box < $1.box }
          candidates.removeLast(candidates.count - Self.candidates)
        }
        let boxes = candidates.map { box(predictions, first + $0.box) }
        for index in Self.suppression.kept(boxes, scores: candidates.map(\.score)) {
          kept.append(
            Detection(
              image: 0, category: category, box: boxes[index], score: candidates[index].score))
        }
      }
    }
    kept.sort { $0.score > $1.score }
    return Array(kept.prefix(Self.limit))
  }

  /// Returns a predicted box in pixels, clipped to the image.
  private func box(_ predictions: SSDPredictions, _ index: Int) -> PixelBox {
    func edge(_ number: Int) -> Double {
      min(max(Double(predictions.boxes[index * 4 + number]), 0), 1) * side
    }
    return PixelBox(left: edge(0), top: edge(1), right: edge(2), bottom: edge(3))
  }

  private func set() throws(EvaluationError) -> DetectionSet {
    try DetectionSet(
      images: images, categories: classes.count, groundTruth: truths, detections: found)
  }

  /// Measures the metrics of a request; an undefined metric is left out.
  ///
  /// The metrics of a network that has diverged are NaN, as its loss is.
  mutating func measure(_ request: MeasurementRequest, names: [String]) throws -> Logs {
    guard isFinite else { return Logs(names.map { ($0, .number(.nan)) }) }
    let set = try set()
    guard request.metric != "voc" else {
      let rule = MatchRule(iouThreshold: request.iouThreshold)
      let mean = VOCEvaluation(
        set, rule: rule, interpolation: request.isElevenPoint ? .elevenPoints : .allPoints
      ).meanAveragePrecision
      return Logs(mean.map { [(names[0], .number($0))] } ?? [])
    }
    let evaluation = COCOEvaluation(set, threads: threads)
    self.evaluation = evaluation
    let metrics: [COCOMetric] = [
      .averagePrecision, .averagePrecisionAt50, .averagePrecisionAt75,
    ]
    return Logs(
      zip(names, metrics).compactMap { name, metric in
        evaluation[metric].map { (name, LogValue.number($0)) }
      })
  }

  /// Returns the report of the pass for the screen.
  mutating func report() -> DetectionReport {
    guard let set = try? set() else {
      return DetectionReport(classes: [], confusion: [], found: [])
    }
    let evaluation = evaluation ?? COCOEvaluation(set, threads: threads)
    self.evaluation = evaluation
    // A crowd is not an object to find.
    let counts = truths.filter { !$0.isCrowd }.reduce(into: [Int: Int]()) {
      $0[$1.category, default: 0] += 1
    }
    let matrix = ConfusionMatrix(set)
    let hasCurves = classes.count <= DetectionReport.largestCurveCount
    let sides: [Int?] = classes.indices.map { $0 } + [nil]
    return DetectionReport(
      classes: classes.indices.map { index in
        let scores = evaluation.perClass[index]
        return DetectionReport.ClassScore(
          name: classes[index], truths: counts[index] ?? 0,
          averagePrecision: scores.averagePrecision, ap50: scores.averagePrecisionAt50,
          precisions: hasCurves ? scores.precisionsAt50 : nil)
      },
      confusion: sides.map { truth in
        sides.map { matrix[truth: truth, predicted: $0] }
      },
      found: samples.found, errors: DetectionReport.Errors(ErrorBreakdown(set, threads: threads)),
      precisions: evaluation.precisionsAt50)
  }
}

extension DetectionReport.Errors {
  /// The errors of an evaluation, rounded for the run's file; nil if there is nothing to find.
  init?(_ errors: ErrorBreakdown) {
    guard errors.averagePrecision != nil else { return nil }
    func rounded(_ gain: Double?) -> Double? { gain.map { ($0 * 1e5).rounded() / 1e5 } }
    self.init(
      kinds: DetectionErrorKind.allCases.map { kind in
        Kind(
          name: kind.rawValue, gain: rounded(errors.gain(kind)) ?? 0, count: errors.count(kind))
      }, falsePositiveGain: rounded(errors.falsePositiveGain),
      falseNegativeGain: rounded(errors.falseNegativeGain))
  }
}
