import Boxes
import Evaluation
import Testing

/// A case recorded from pycocotools.
struct COCOCase: Decodable, CustomTestStringConvertible, Sendable {
  struct Box: Decodable {
    var image_id: Int
    var category_id: Int
    var bbox: [Double]
    var area: Double?
    var iscrowd: Int?
    var score: Double?
  }

  struct PerClass: Decodable {
    var id: Int
    var ap: Double
    var ap50: Double
    var ap75: Double
    var ar100: Double
  }

  struct Expected: Decodable {
    var stats: [Double]
    var per_class: [PerClass]
  }

  /// The input of a case.
  struct Boxes: Decodable {
    var image_ids: [Int]
    var category_ids: [Int]
    var gt: [Box]
    var dt: [Box]
  }

  var boxes: Boxes
  var name: String
  var expect: Expected

  private enum CodingKeys: CodingKey { case name, expect }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    boxes = try Boxes(from: decoder)
    name = try values.decode(String.self, forKey: .name)
    expect = try values.decode(Expected.self, forKey: .expect)
  }

  var testDescription: String { name }
}

extension COCOCase.Boxes {
  func set() throws -> DetectionSet {
    func box(_ box: COCOCase.Box) -> PixelBox {
      PixelBox(x: box.bbox[0], y: box.bbox[1], width: box.bbox[2], height: box.bbox[3])
    }
    func indices(_ found: COCOCase.Box) throws -> (image: Int, category: Int) {
      (
        try #require(image_ids.firstIndex(of: found.image_id)),
        try #require(category_ids.firstIndex(of: found.category_id))
      )
    }
    return try DetectionSet(
      images: image_ids.count, categories: category_ids.count,
      groundTruth: gt.map {
        let index = try indices($0)
        return GroundTruthBox(
          image: index.image, category: index.category, box: box($0), area: $0.area,
          isCrowd: $0.iscrowd == 1)
      },
      detections: dt.map {
        let index = try indices($0)
        return Detection(
          image: index.image, category: index.category, box: box($0),
          score: try #require($0.score))
      })
  }
}

@Suite struct COCOVectorTests {
  static let cases: [COCOCase] = Vectors.cases("coco_eval")

  @Test func allCasesAreThere() { #expect(Self.cases.count == 20) }

  @Test(arguments: cases) func theTwelveNumbersAreThoseOfPycocotools(_ test: COCOCase) throws {
    let evaluation = COCOEvaluation(try test.boxes.set())
    for (metric, recorded) in zip(COCOMetric.allCases, test.expect.stats) {
      #expect(agree(evaluation[metric], recorded), "\(metric.rawValue)")
    }
  }

  @Test(arguments: cases) func everyClassIsAsInPycocotools(_ test: COCOCase) throws {
    let perClass = COCOEvaluation(try test.boxes.set()).perClass
    #expect(perClass.count == test.expect.per_class.count)
    for (scores, recorded) in zip(perClass, test.expect.per_class) {
      #expect(agree(scores.averagePrecision, recorded.ap), "AP of class \(recorded.id)")
      #expect(agree(scores.averagePrecisionAt50, recorded.ap50), "AP50 of class \(recorded.id)")
      #expect(agree(scores.averagePrecisionAt75, recorded.ap75), "AP75 of class \(recorded.id)")
      #expect(agree(scores.averageRecall, recorded.ar100), "AR of class \(recorded.id)")
    }
  }

  @Test(arguments: cases) func threadsDoNotChangeABit(_ test: COCOCase) throws {
    let set = try test.boxes.set()
    let one = COCOEvaluation(set, threads: 1)
    let four = COCOEvaluation(set, threads: 4)
    #expect(one.perClass == four.perClass)
    for metric in COCOMetric.allCases { #expect(one[metric] == four[metric]) }
  }
}
