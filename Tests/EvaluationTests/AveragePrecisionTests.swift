import Evaluation
import Foundation
import Testing

@Suite struct AveragePrecisionTests {
  /// A number, or rows of numbers, as the vectors mix them.
  enum Table: Decodable {
    case row([Double])
    case rows([[Double]])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let row = try? container.decode([Double].self) {
        self = .row(row)
      } else {
        self = .rows(try container.decode([[Double]].self))
      }
    }

    var flat: [Double] {
      switch self {
      case .row(let row): row
      case .rows(let rows): rows.flatMap(\.self)
      }
    }

    var classes: Int {
      switch self {
      case .row: 1
      case .rows(let rows): rows.first?.count ?? 1
      }
    }
  }

  struct Case: Decodable {
    var name: String
    var y_true: Table
    var y_score: Table
    var sample_weight: [Double]?
    var ap: Double?
    var none: [Double]?
    var macro: Double?
    var micro: Double?
    var weighted: Double?
    var samples: Double?
  }

  struct File: Decodable { var cases: [Case] }

  private static func cases() throws -> [Case] {
    let url = try #require(
      Bundle.module.url(
        forResource: "sklearn_ap", withExtension: "json", subdirectory: "Vectors"))
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).cases
  }

  @Test func everyCaseAgreesWithScikitLearn() throws {
    let cases = try Self.cases()
    #expect(cases.count == 25)
    for test in cases {
      let precision = try AveragePrecision(
        targets: test.y_true.flat.map { $0 == 1 }, scores: test.y_score.flat,
        classes: test.y_true.classes, weights: test.sample_weight)
      if let ap = test.ap {
        #expect(abs(precision.perClass()[0] - ap) <= 1e-12, "\(test.name)")
        continue
      }
      let expected = try #require(test.none)
      for (got, want) in zip(precision.perClass(), expected) {
        #expect(abs(got - want) <= 1e-12, "\(test.name)")
      }
      for (average, want) in [
        (Average.macro, test.macro), (.micro, test.micro), (.weighted, test.weighted),
        (.samples, test.samples),
      ] {
        #expect(
          abs(precision.mean(average) - (try #require(want))) <= 1e-12, "\(test.name) \(average)")
      }
    }
  }

  @Test func theShortWayForClassifiersGivesTheSame() throws {
    let classes = 7
    var state: UInt64 = 5
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let labels = (0..<300).map { _ in UInt8(random() % 6) }
    // Few different scores, so that there are many ties; both zeros and negative ones.
    let scores = (0..<300 * classes).map { _ in Float(Int(random() % 21) - 10) / 10 }
    let short = try ClassPrecision(labels: labels, scores: scores, classes: classes)
    let long = try AveragePrecision(
      targets: labels.flatMap { label in (0..<classes).map { $0 == Int(label) } },
      scores: scores.map(Double.init), classes: classes)
    for (a, b) in zip(short.perClass, long.perClass()) { #expect(abs(a - b) < 1e-14) }
    for average in Average.allCases {
      #expect(abs(short.mean(average) - long.mean(average)) < 1e-14, "\(average)")
    }
    #expect(short.perClass[6] == 0)
  }

  @Test func whatDoesNotFitIsAnError() {
    #expect(throws: EvaluationError.self) {
      try AveragePrecision(targets: [true, false, true], scores: [1, 2, 3], classes: 2)
    }
    #expect(throws: EvaluationError.self) {
      try AveragePrecision(targets: [true, false], scores: [1], classes: 1)
    }
    #expect(throws: EvaluationError.self) {
      try AveragePrecision(targets: [true], scores: [.nan], classes: 1)
    }
    #expect(throws: EvaluationError.self) {
      try AveragePrecision(targets: [true], scores: [1], classes: 1, weights: [-1])
    }
    #expect(throws: EvaluationError.self) {
      try ClassPrecision(labels: [3], scores: [0, 0, 0], classes: 3)
    }
    #expect {
      try ClassPrecision(labels: [0], scores: [0, .nan], classes: 2)
    } throws: {
      "\($0)".contains("example 0, class 1")
    }
  }
}
