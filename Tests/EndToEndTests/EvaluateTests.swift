import Foundation
import JSONText
import Testing

/// `plateau evaluate`, the real program.
@Suite struct EvaluateTests {
  let program: Program

  init() throws {
    program = try Program()
    try write(
      """
      {"images": [{"id": 1, "file_name": "ä.jpg"}], "categories": [{"id": 1, "name": "猫"},
       {"id": 2, "name": "dog"}], "annotations": [
       {"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 10, 50, 50], "area": 2500, "iscrowd": 0},
       {"id": 2, "image_id": 1, "category_id": 1, "bbox": [200, 200, 50, 50], "area": 2500, "iscrowd": 0}]}
      """, "truth.json")
    try write(
      """
      [{"image_id": 1, "category_id": 1, "bbox": [10, 10, 50, 50], "score": 0.9},
       {"image_id": 1, "category_id": 1, "bbox": [11, 10, 50, 50], "score": 0.8},
       {"image_id": 1, "category_id": 1, "bbox": [200, 200, 50, 50], "score": 0.7}]
      """, "found.json")
    try write("1\n0\n1\n0\n1\n", "y.csv")
    try write("0.9\n0.8\n0.8\n0.8\n0.1\n", "s.csv")
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: program.folder + "/" + name))
  }

  private func evaluate(_ rules: String, _ arguments: [String] = []) throws -> Program.Result {
    try program.run(
      [
        "evaluate", "--protocol", rules, "--ground-truth", "truth.json", "--detections",
        "found.json",
      ] + arguments)
  }

  @Test func cocosTableIsPycocotools() throws {
    let result = try evaluate("coco")
    #expect(result.code == 0)
    #expect(
      result.output == """
         Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.835
         Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.835
         Average Precision  (AP) @[ IoU=0.75      | area=   all | maxDets=100 ] = 0.835
         Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = -1.000
         Average Precision  (AP) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = 0.835
         Average Precision  (AP) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = -1.000
         Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.500
         Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets= 10 ] = 1.000
         Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 1.000
         Average Recall     (AR) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = -1.000
         Average Recall     (AR) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = 1.000
         Average Recall     (AR) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = -1.000

        """)
    let classes = try evaluate("coco", ["--per-class"])
    #expect(
      classes.output.hasSuffix(
        "猫     0.8350  0.8350  0.8350  1.0000\ndog         –       –       –       –\n"),
      "\(classes.output)")
  }

  @Test func errorsSayWhatTheyCost() throws {
    let text = try evaluate("coco", ["--errors"]).output
    #expect(
      text.hasSuffix(
        """
         = -1.000

        if fixed             AP@0.5 gains  errors
        classification             0.0000       0
        localization               0.0000       0
        both                       0.0000       0
        duplicate                  0.1650       1
        background                 0.0000       0
        missed                     0.0000       0
        all false positives        0.1650
        all false negatives        0.0000

        """), "\(text)")
    let json = try JSONParser.parse(try evaluate("coco", ["--errors", "--json"]).output)
    #expect(abs((json["errors"]?["ap"]?.double ?? 0) - 0.8349834983498348) < 1e-12)
    #expect(json["errors"]?["kinds"]?.array?[3]["count"]?.int == 1)
    #expect(json["AP"] != nil)
    // The area under the whole curve loses a sixth to the duplicate.
    let voc = try evaluate("voc", ["--errors", "--json"]).output
    let lost = try JSONParser.parse(voc)["errors"]?["kinds"]?.array?[3]["gain"]?.double ?? 0
    #expect(abs(lost - 1.0 / 6) < 1e-9)
  }

  @Test func jsonHasCocosNamesAndNullWhereThereIsNoScore() throws {
    let value = try JSONParser.parse(try evaluate("coco", ["--json"]).output)
    #expect(abs((value["AP"]?.double ?? 0) - 0.8349834983498348) < 1e-12)
    #expect(value["AR1"]?.double == 0.5)
    #expect(value["APs"] == .null)
    let classes = try #require(value["per_class"]?.array)
    #expect(classes.map { $0["name"]?.string } == ["猫", "dog"])
    #expect(classes[0]["AR"]?.double == 1)
    #expect(classes[1]["AP"] == .null)
  }

  @Test func vocHasAMeanAndItsClasses() throws {
    let result = try evaluate("voc", ["--iou", "0.5", "--json"])
    let value = try JSONParser.parse(result.output)
    #expect(abs((value["mAP"]?.double ?? 0) - (0.5 + 1.0 / 3)) < 1e-12)
    #expect(value["per_class"]?.array?.first?["false_positives"]?.int == 1)
    let text = try evaluate("voc", ["--eleven-point", "--pixel-boxes"]).output
    #expect(text.hasSuffix("mAP@0.5 (VOC, 11 points, pixel boxes)  0.8485\n"), "\(text)")
  }

  @Test func aFolderOfXMLIsGroundTruthToo() throws {
    let folder = program.folder + "/voc/Annotations"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(
      """
      <annotation><filename>x.jpg</filename><object><name>cell</name><bndbox><xmin>10</xmin>
      <ymin>10</ymin><xmax>60</xmax><ymax>60</ymax></bndbox></object></annotation>
      """, "voc/Annotations/7.xml")
    for (image, category) in [("7", "1"), ("\"7\"", "\"cell\""), ("\"x.jpg\"", "1")] {
      try write(
        "[{\"image_id\": \(image), \"category_id\": \(category), \"bbox\": [10, 10, 50, 50], \"score\": 1}]",
        "one.json")
      let result = try program.run([
        "evaluate", "--protocol", "voc", "--ground-truth", "voc", "--detections", "one.json",
        "--json",
      ])
      #expect(result.output.hasPrefix("{\"mAP\":1.0,\"per_class\":[{\"id\":1,\"name\":\"cell\""))
    }
  }

  @Test func averagePrecisionIsScikitLearns() throws {
    let arguments = [
      "evaluate", "--protocol", "average-precision", "--labels", "y.csv", "--scores", "s.csv",
    ]
    #expect(try program.run(arguments).output == "average precision (macro)  0.700000\n")
    let value = try JSONParser.parse(try program.run(arguments + ["--json"]).output)
    #expect(abs((value["value"]?.double ?? 0) - 0.7) < 1e-12)
    try write("0\n0\n1\n1\n2\n2\n", "y.csv")
    try write("0.7,.2,.1\n.4,.3,.3\n.1,.8,.1\n.2,.3,.5\n.4,.4,.2\n.1,.2,.7\n", "s.csv")
    let each = try program.run(arguments + ["--average", "none", "--json"]).output
    #expect(each == "{\"values\":[0.8333333333333333,0.75,0.75]}\n")
    try write("1\n2\n1\n2\n1\n2\n", "w.csv")
    let weighted = try program.run(arguments + ["--weights", "w.csv", "--average", "samples"])
    #expect(weighted.output == "average precision (samples)  0.814815\n")
    try write("0\n0\n1\n1\n1\n1\n", "y.csv")
    let absent = try program.run(arguments)
    #expect(absent.code == 0)
    #expect(
      absent.errors.contains("y.csv: 1 of 3 classes have no positive example, the first is 2"))
  }

  @Test func whatIsLeftOutIsSaid() throws {
    try write(
      "[{\"image_id\": 1, \"category_id\": 99, \"bbox\": [1, 1, 1, 1], \"score\": 1}]", "found.json"
    )
    let result = try evaluate("coco")
    #expect(result.code == 0)
    #expect(
      result.errors == """
        plateau: found.json: detections of category 99, which truth.json does not have, are left out (1)

        """)
    try write("[]", "found.json")
    let empty = try evaluate("coco", ["--json"])
    #expect(empty.code == 0)
    #expect(empty.output.hasPrefix("{\"AP\":0.0,"))
  }

  @Test(arguments: [
    (
      "found.json", "[{\"image_id\": 5, \"category_id\": 1, \"bbox\": [1, 1, 1, 1], \"score\": 1}]",
      "found.json: byte 1: the detection is for image 5, which truth.json does not have"
    ),
    (
      "found.json",
      "[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 1, 1, 1], \"score\": NaN}]",
      "found.json: byte 66: score is nan, which is not a finite number"
    ),
    (
      "found.json", "[{\"image_id\": 1, \"cat",
      "found.json: byte 21: the file ends where a closing quote should follow"
    ),
    ("truth.json", "{\"images\": 3}", "truth.json: byte 11: expected an array of images, found 3"),
  ])
  func aBadFileIsOneClearLine(name: String, text: String, words: String) throws {
    try write(text, name)
    for rules in ["coco", "voc"] {
      let result = try evaluate(rules, ["--json"])
      #expect(result.code == 1)
      #expect(result.errors.hasPrefix("plateau: " + words), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
      #expect(result.output == "")
    }
  }

  @Test(arguments: [
    ["--protocol", "coco", "--ground-truth", "truth.json"],
    [
      "--protocol", "coco", "--ground-truth", "truth.json", "--detections", "found.json", "--iou",
      "0.5",
    ],
    [
      "--protocol", "voc", "--ground-truth", "truth.json", "--detections", "found.json", "--iou",
      "0",
    ],
    ["--protocol", "imagenet"],
    ["--protocol", "average-precision", "--labels", "y.csv", "--scores", "s.csv", "--errors"],
  ])
  func wrongUseEndsWithTwo(arguments: [String]) throws {
    try refuses(arguments, with: 2)
  }

  @Test(arguments: [
    ["--protocol", "coco", "--ground-truth", "truth.json", "--detections", "."],
    ["--protocol", "coco", "--ground-truth", ".", "--detections", "found.json"],
    ["--protocol", "coco", "--ground-truth", "none", "--detections", "found.json"],
    ["--protocol", "average-precision", "--labels", "y.csv", "--scores", "truth.json"],
    ["--protocol", "average-precision", "--labels", "none", "--scores", "s.csv"],
  ])
  func whatCannotBeReadEndsWithOne(arguments: [String]) throws {
    try refuses(arguments, with: 1)
  }

  private func refuses(_ arguments: [String], with code: Int32) throws {
    let result = try program.run(["evaluate"] + arguments)
    #expect(result.code == code)
    #expect(!result.errors.isEmpty)
    #expect(result.output == "")
  }
}
