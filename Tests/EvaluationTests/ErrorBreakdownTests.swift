import Boxes
import Evaluation
import Testing

/// A case recorded from tidecv 1.0.1, with the evaluation's own rules in place of five of the original's.
struct ErrorCase: Decodable, CustomTestStringConvertible, Sendable {
  struct Expected: Decodable {
    var ap: Double?
    var classification: Double?
    var localization: Double?
    var both: Double?
    var duplicate: Double?
    var background: Double?
    var missed: Double?
    var false_positives: Double?
    var false_negatives: Double?
    var counts: [String: Int]?

    /// The gains in the order of the kinds, then the two sums.
    var gains: [Double?] {
      [
        classification, localization, both, duplicate, background, missed, false_positives,
        false_negatives,
      ]
    }
  }

  var boxes: COCOCase.Boxes
  var name: String
  var expect: Expected
  /// The unchanged original's numbers, where they are others.
  var original: Expected?
  /// The rules that make them others.
  var deviations: [String]

  private enum CodingKeys: CodingKey { case name, expect, original, deviations }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    boxes = try COCOCase.Boxes(from: decoder)
    name = try values.decode(String.self, forKey: .name)
    expect = try values.decode(Expected.self, forKey: .expect)
    original = try values.decodeIfPresent(Expected.self, forKey: .original)
    deviations = try values.decode([String].self, forKey: .deviations)
  }

  var testDescription: String { name }
}

extension ErrorBreakdown {
  /// The gains in the order of the kinds, then the two sums.
  fileprivate var allGains: [Double?] {
    DetectionErrorKind.allCases.map(gain) + [falsePositiveGain, falseNegativeGain]
  }
}

@Suite struct ErrorBreakdownTests {
  static let cases: [ErrorCase] = Vectors.cases("tide_errors")

  static func agree(_ got: Double?, _ recorded: Double?) -> Bool {
    guard let got, let recorded else { return got == nil && recorded == nil }
    return abs(got - recorded) <= 1e-9
  }

  @Test func allCasesAreThere() {
    #expect(Self.cases.count == 40)
    // Most of the recorded numbers are those of the original as it is.
    #expect(Self.cases.count { $0.deviations.isEmpty } == 22)
  }

  @Test(arguments: cases) func gainsAndCountsAreThoseOfTIDE(_ test: ErrorCase) throws {
    let errors = ErrorBreakdown(try test.boxes.set())
    #expect(Self.agree(errors.averagePrecision, test.expect.ap))
    for (index, (got, recorded)) in zip(errors.allGains, test.expect.gains).enumerated() {
      #expect(Self.agree(got, recorded), "gain \(index): \(String(describing: got))")
    }
    for kind in DetectionErrorKind.allCases {
      #expect(errors.count(kind) == test.expect.counts?[kind.rawValue], "\(kind)")
    }
  }

  @Test(arguments: cases.filter { $0.original != nil })
  func otherNumbersThanTheOriginalHaveANamedReason(_ test: ErrorCase) throws {
    let errors = ErrorBreakdown(try test.boxes.set())
    let original = try #require(test.original)
    let isSame = zip(errors.allGains + [errors.averagePrecision], original.gains + [original.ap])
      .allSatisfy { Self.agree($0, $1) }
    #expect(!isSame)
    #expect(!test.deviations.isEmpty)
  }

  @Test(arguments: COCOVectorTests.cases) func theExplainedPrecisionIsThatOfCOCO(
    _ test: COCOCase
  ) throws {
    func mean(_ values: [Double]?) -> Double? {
      values.map { $0.reduce(0, +) / Double($0.count) }
    }
    let set = try test.boxes.set()
    let shown = COCOEvaluation(set)
    #expect(Self.agree(ErrorBreakdown(set).averagePrecision, shown[.averagePrecisionAt50]))
    #expect(Self.agree(mean(shown.precisionsAt50), shown[.averagePrecisionAt50]))
    for scores in shown.perClass {
      #expect(Self.agree(mean(scores.precisionsAt50), scores.averagePrecisionAt50))
      if let points = scores.precisionsAt50 {
        #expect(points.count == 101)
        #expect(zip(points, points.dropFirst()).allSatisfy { $0 >= $1 })
      }
    }
  }

  @Test(arguments: UInt64(1)...8) func theExplainedPrecisionIsThatOfVOC(seed: UInt64) throws {
    let set = try DetectionSetTests.random(seed: seed)
    for interpolation in [Interpolation.allPoints, .elevenPoints] {
      for iou in [0.3, 0.5, 0.75] {
        let rule = MatchRule(iouThreshold: iou)
        let shown = VOCEvaluation(set, rule: rule, interpolation: interpolation)
        let errors = ErrorBreakdown(set, rule: rule, interpolation: interpolation)
        #expect(Self.agree(errors.averagePrecision, shown.meanAveragePrecision))
        let wrong = DetectionErrorKind.allCases.filter { $0 != .missed }
          .reduce(0) { $0 + errors.count($1) }
        #expect(wrong == shown.curves.reduce(0) { $0 + $1.falsePositives })
      }
    }
  }

  @Test(arguments: UInt64(1)...8) func threadsChangeNothingAndFixesOnlyGain(seed: UInt64) throws {
    let set = try DetectionSetTests.random(seed: seed)
    let errors = ErrorBreakdown(set)
    #expect(errors == ErrorBreakdown(set, threads: 3))
    let lost = 1 - (errors.averagePrecision ?? 0)
    for gain in errors.allGains {
      #expect((gain ?? -1) >= 0)
      #expect((gain ?? 2) <= lost + 1e-12)
    }
  }

  @Test func onADifficultObjectNothingIsAnErrorInVOC() throws {
    let box = PixelBox(x: 0, y: 0, width: 10, height: 10)
    let far = PixelBox(x: 50, y: 50, width: 10, height: 10)
    let set = try DetectionSet(
      images: 1, categories: 1,
      groundTruth: [
        GroundTruthBox(image: 0, category: 0, box: box, isDifficult: true),
        GroundTruthBox(image: 0, category: 0, box: far),
      ],
      detections: [
        Detection(image: 0, category: 0, box: box, score: 0.9),
        Detection(image: 0, category: 0, box: far, score: 0.8),
      ])
    let voc = ErrorBreakdown(set, rule: MatchRule(), interpolation: .allPoints)
    #expect(DetectionErrorKind.allCases.allSatisfy { voc.count($0) == 0 })
    #expect(voc.averagePrecision.map { $0 > 0.999 } == true)
  }
}
