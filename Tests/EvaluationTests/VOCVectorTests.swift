import Boxes
import Evaluation
import Testing

/// A case computed by the devkit's and TensorFlow's rules.
struct VOCCase: Decodable, CustomTestStringConvertible, Sendable {
  struct Box: Decodable {
    var img: Int
    var c: Int
    var b: [Double]
    var s: Double?
    var difficult: Bool?

    var box: PixelBox {
      PixelBox(left: b[0], top: b[1], right: b[2], bottom: b[3])
    }
  }

  struct PerClass: Decodable {
    var ap_all: Double
    var ap_11: Double
    var npos: Int
    var tp: Int
    var fp: Int
  }

  var name: String
  var iou: Double
  var plus_one: Int
  var gt: [Box]
  var dt: [Box]
  var per_class: [String: PerClass]
  var map_all: Double
  var map_11: Double

  var testDescription: String { name }

  func evaluation(_ interpolation: Interpolation, threads: Int = 1) throws -> VOCEvaluation {
    let set = try DetectionSet(
      images: 20, categories: 5,
      groundTruth: gt.map {
        GroundTruthBox(
          image: $0.img, category: $0.c, box: $0.box, isDifficult: $0.difficult ?? false)
      },
      detections: dt.map {
        Detection(image: $0.img, category: $0.c, box: $0.box, score: try #require($0.s))
      })
    return VOCEvaluation(
      set, rule: MatchRule(iouThreshold: iou, pixels: plus_one == 1 ? .inclusive : .continuous),
      interpolation: interpolation, threads: threads)
  }
}

@Suite struct VOCVectorTests {
  static let cases: [VOCCase] = Vectors.cases("voc_eval")

  @Test func allCasesAreThere() { #expect(Self.cases.count == 8) }

  @Test(arguments: cases) func theWholeCurveGivesTheRecordedValues(_ test: VOCCase) throws {
    let evaluation = try test.evaluation(.allPoints, threads: 2)
    #expect(agree(evaluation.meanAveragePrecision, test.map_all))
    for (category, recorded) in test.per_class {
      let index = try #require(Int(category))
      let curve = evaluation.curves[index]
      #expect(agree(evaluation.averagePrecisions()[index], recorded.ap_all))
      #expect(curve.positives == Double(recorded.npos))
      #expect(curve.truePositives == Double(recorded.tp))
      #expect(curve.falsePositives == recorded.fp)
    }
  }

  @Test(arguments: cases) func elevenPointsGiveTheRecordedValues(_ test: VOCCase) throws {
    let evaluation = try test.evaluation(.elevenPoints)
    #expect(agree(evaluation.meanAveragePrecision, test.map_11))
    for (category, recorded) in test.per_class {
      let index = try #require(Int(category))
      #expect(agree(evaluation.averagePrecisions()[index], recorded.ap_11))
    }
  }
}
