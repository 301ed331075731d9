import Boxes
import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct DetectionFolderTests {
  let folder = TemporaryFolder()

  private var path: String { folder.path }

  /// Writes an image of 40×24 pixels.
  private func image(_ name: String, from sample: String = "rgb.jpg") throws {
    let target = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: target).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: try ImageFileTests.path(sample), toPath: target)
  }

  private func voc(_ objects: (name: String, box: [Int])...) -> String {
    let text = objects.map { name, box in
      "<object><name>\(name)</name><bndbox><xmin>\(box[0])</xmin><ymin>\(box[1])</ymin>"
        + "<xmax>\(box[2])</xmax><ymax>\(box[3])</ymax></bndbox></object>"
    }
    return "<annotation><filename>x.jpg</filename>\(text.joined())</annotation>"
  }

  private func expect(
    _ box: UnitBox<Float>?, _ x: Float, _ y: Float, _ width: Float, _ height: Float
  ) {
    for (got, expected) in zip(
      [box?.x, box?.y, box?.width, box?.height], [x, y, width, height])
    {
      #expect(abs((got ?? -9) - expected) < 1e-5)
    }
  }

  @Test func aVOCFolderHasItsPartsAndTheSameClassesInEach() throws {
    for name in ["a", "b", "c"] { try image("voc/JPEGImages/\(name).jpg") }
    try folder.write(voc(("wbc", [10, 6, 30, 18])), "voc/Annotations/a.xml")
    try folder.write(voc(("rbc", [30, 12, 60, 30])), "voc/Annotations/b.xml")
    try folder.write(
      voc(("rbc", [5, 5, 5, 9]), ("wbc", [50, 3, 60, 9]), ("rbc", [0, 0, 40, 24])),
      "voc/Annotations/c.xml")
    try folder.write("a\nb\nmissing\n", "voc/ImageSets/Main/train.txt")
    try folder.write("c\n", "voc/ImageSets/Main/val.txt")
    // One folder deeper is found too.
    let data = try DetectionFolder(path: path)
    #expect(data.layout == .voc)
    #expect(data.classes == ["rbc", "wbc"])
    #expect(data.splits == ["train", "val"])
    let train = try data.split("train", side: 24)
    #expect(train.count == 2)
    let first = try train.scene(0, epoch: 0)
    #expect(first.image.width == 24 && first.image.height == 24)
    #expect(first.objects.map(\.label) == [1])
    expect(first.objects.first?.box, 0.25, 0.25, 0.5, 0.5)
    // A box that is partly outside is cut off at the border.
    expect(try train.scene(1, epoch: 0).objects.first?.box, 0.75, 0.5, 0.25, 0.5)
    #expect(train.problems.count == 1)
    #expect(train.problems[0].contains("missing have no annotation"))
    let validation = try data.split("validation", side: 24)
    #expect(validation.problems.count == 1)
    #expect(validation.problems[0].hasSuffix("the box 5, 5 – 5, 9 has no area; left out"))
    #expect(try validation.scene(0, epoch: 0).objects.map(\.label) == [0])
    _ = try validation.scene(0, epoch: 1)
    #expect(validation.problems.count == 2)
    #expect(validation.problems[1].contains("the box 50, 3 – 60, 9 is outside of the image"))
    let error = #expect(throws: DatasetError.self) { try data.split("test", side: 24) }
    #expect(error?.reason == "has no part \"test\" as PASCAL VOC data; it has train, val")
  }

  @Test(arguments: [("annotations/", "images/"), ("", "")])
  func otherNamesOfVOCsFoldersAreFound(annotations: String, images: String) throws {
    try image(images + "a.png", from: "rgb.png")
    try folder.write(voc(("cat", [0, 0, 40, 24])), annotations + "a.xml")
    try folder.write(voc(("cat", [0, 0, 40, 24])), annotations + "b.xml")
    let data = try DetectionFolder(path: path)
    let both = try data.trainAndValidation(trainSide: 8, validationSide: 8, seed: 1)
    let sources = [both.train, both.validation]
    let found = try #require(sources.first { $0.files[0].path.hasSuffix("/a.png") })
    #expect(try found.scene(0, epoch: 0).objects.count == 1)
    let missing = try #require(sources.first { $0.files[0].path.hasSuffix("/b.jpg") })
    let error = #expect(throws: DatasetError.self) { try missing.scene(0, epoch: 0) }
    #expect(error?.reason == "cannot be opened: no such file or directory")
  }

  /// The order decides the split and the batches of a seed.
  @Test func imagesAreInTheOrderOfTheirNames() throws {
    let names = ["b", "a-b", "a.b", "a", "ä", "10", "9"]
    for name in names {
      try folder.write(voc(("cat", [1, 1, 9, 9])), "Annotations/\(name).xml")
      try folder.write("", "yolo/images/train/deep-\(name)/\(name).jpg")
    }
    try folder.write(names.joined(separator: "\n"), "ImageSets/Main/train.txt")
    let listed = try DetectionFolder(path: path).split("train", side: 8).files
    #expect(listed.map(\.path) == names.map { "\(path)/\($0).jpg" })
    try FileManager.default.removeItem(atPath: path + "/ImageSets")
    let both = try DetectionFolder(path: path).trainAndValidation(
      trainSide: 8, validationSide: 8, fraction: 0, seed: 1)
    let found = both.train.files.map(\.path) + both.validation.files.map(\.path)
    #expect(Set(found).count == 7)
    #expect(
      both.train.files.map(\.path)
        == names.sorted().map { "\(path)/\($0).jpg" }.filter {
          $0 != both.validation.files[0].path
        })
    try folder.write("names: [a]\ntrain: images/train\n", "yolo/data.yaml")
    let yolo = try DetectionFolder(path: path + "/yolo").split("train", side: 8).files
    #expect(
      yolo.map(\.path)
        == names.map { "deep-\($0)/\($0).jpg" }.sorted().map { "\(path)/yolo/images/train/\($0)" })
  }

  @Test func withoutPartsOneIsCutOffBySeed() throws {
    for index in 0..<10 {
      try folder.write(voc(("cat", [1, 1, 9, 9])), "Annotations/\(index).xml")
    }
    let data = try DetectionFolder(path: path)
    #expect(data.splits.isEmpty)
    func cut(_ seed: UInt64) throws -> (train: [String], validation: [String]) {
      let both = try data.trainAndValidation(
        trainSide: 8, validationSide: 8, fraction: 0.3, seed: seed)
      return (both.train.files.map(\.path), both.validation.files.map(\.path))
    }
    let first = try cut(1)
    #expect(first.train.count == 7 && first.validation.count == 3)
    #expect(Set(first.train + first.validation).count == 10)
    #expect(try cut(1) == first)
    #expect(try (2..<6).contains { try cut($0) != first })
  }

  @Test func measuredIsOnlyWithImagesThatAreNotTrainedOn() throws {
    for index in 0..<6 {
      try folder.write(voc(("cat", [1, 1, 9, 9])), "Annotations/\(index).xml")
    }
    try folder.write("0\n1\n2\n3\n", "ImageSets/Main/trainval.txt")
    try folder.write("2\n3\n", "ImageSets/Main/val.txt")
    func parts(
      train: String? = nil, validation: String? = nil
    ) throws -> (train: FileScenes, validation: FileScenes) {
      try DetectionFolder(path: path).trainAndValidation(
        train: train, validation: validation, trainSide: 8, validationSide: 8, seed: 1)
    }
    // Every image of val is in trainval, so a part of trainval is split off for validation.
    let cut = try parts()
    #expect(cut.train.count == 3 && cut.validation.count == 1)
    #expect(cut.validation.problems.isEmpty)
    try folder.write("4\n5\n", "ImageSets/Main/test.txt")
    for train in [nil, "trainval"] {
      let both = try parts(train: train)
      #expect(both.train.count == 4 && both.validation.count == 2)
      #expect(both.validation.files.allSatisfy { file in !both.train.files.contains(file) })
    }
    // A caller that asks for it gets it, with a warning.
    let shared = try parts(train: "trainval", validation: "val")
    #expect(shared.validation.count == 2)
    #expect(
      shared.validation.problems.last?.hasSuffix(
        ": 2 of 2 validation images are also training images") == true)
    try folder.write("0\n1\n", "ImageSets/Main/train.txt")
    let usual = try parts()
    #expect(usual.train.count == 2 && usual.validation.count == 2)
    #expect(usual.validation.files[0].path.contains("2"))
  }

  @Test func aCOCOFolderIsReadWithImagesInFoldersOfTheirPart() throws {
    func json(_ categories: String, _ annotations: String) -> String {
      """
      {"images": [{"id": 7, "file_name": "a.jpg", "width": 40, "height": 24}],
       "categories": [\(categories)], "annotations": [\(annotations)]}
      """
    }
    let things = #"{"id": 3, "name": "things"}, {"id": 5, "name": "dog"}, {"id": 9, "name": "cat"}"#
    try folder.write(
      json(
        things,
        #"{"id": 1, "image_id": 7, "category_id": 9, "bbox": [10, 6, 20, 12], "area": 1},"#
          + #"{"id": 2, "image_id": 7, "category_id": 5, "bbox": [0, 0, 4, 4], "iscrowd": 1}"#),
      "annotations/instances_train2017.json")
    // The same names under other numbers.
    try folder.write(
      json(
        #"{"id": 1, "name": "cat"}"#,
        #"{"id": 1, "image_id": 7, "category_id": 1, "bbox": [0, 0, 40, 24]}"#),
      "annotations/instances_val2017.json")
    try folder.write("{}", "annotations/captions_train2017.json")
    try image("train2017/a.jpg")
    try image("images/val2017/a.jpg", from: "large.jpg")
    let data = try DetectionFolder(path: path)
    #expect(data.layout == .coco)
    #expect(data.classes == ["dog", "cat"])
    let train = try data.split("train", side: 64).scene(0, epoch: 0)
    #expect(train.image.width == 40)
    #expect(train.objects.map(\.label) == [1, 0])
    #expect(train.objects.map(\.isCrowd) == [false, true])
    expect(train.objects.first?.box, 0.25, 0.25, 0.5, 0.5)
    let validation = try data.split("val", side: 64).scene(0, epoch: 0)
    #expect(validation.objects.map(\.label) == [1])
    // Pixels are those of the image itself, 160×96.
    expect(validation.objects.first?.box, 0, 0, 0.25, 0.25)
  }

  @Test func imagesThatAreNowhereAreSaidAtOnce() throws {
    try folder.write(
      #"{"images": [{"id": 1, "file_name": "a.jpg"}], "categories": [], "annotations": []}"#,
      "data.json")
    let error = #expect(throws: DatasetError.self) { try DetectionFolder(path: path) }
    #expect(error?.path == path + "/data.json")
    #expect(error?.reason.hasPrefix("a.jpg is not found; looked in data, images/data") == true)
  }

  @Test(arguments: ["names: [dog, cat]", "names: {0: dog, 1: cat}"])
  func aYOLOFolderIsRead(names: String) throws {
    try folder.write(
      "path: .\ntrain: images/train\nval: val.txt\ntest: images/test\n\(names)\n", "data.yaml")
    try image("images/train/a.jpg")
    try image("images/train/deeper/b.png", from: "rgb.png")
    try folder.write("RIFF", "images/train/c.webp")
    try image("images/val/d.jpg")
    try folder.write("./images/val/d.jpg\n\n", "val.txt")
    try folder.write(
      """
      1 0.5 0.5 0.5 0.5
      1 0.5 0.5 0.5 0.5
      0 0.1 0.2 0.3 0.2 0.3 0.6
      2 0.5 0.5 0.5 0.5
      0 0.5 0.5 0 0.5
      0 0.5 x 0.1 0.5
      0 0.5 0.5
      """, "labels/train/a.txt")
    let data = try DetectionFolder(path: path)
    #expect(data.layout == .yolo)
    #expect(data.classes == ["dog", "cat"])
    #expect(data.splits == ["train", "val", "test"])
    // A missing part is reported when it is asked for.
    let absent = #expect(throws: DatasetError.self) { try data.split("test", side: 64) }
    #expect(absent?.reason.hasSuffix("images/test, which is not there") == true)
    let train = try data.split("train", side: 64)
    #expect(train.count == 2)
    let scene = try train.scene(0, epoch: 0)
    #expect(scene.objects.map(\.label) == [1, 0])
    expect(scene.objects.first?.box, 0.25, 0.25, 0.5, 0.5)
    expect(scene.objects.last?.box, 0.1, 0.2, 0.2, 0.4)
    #expect(try train.scene(1, epoch: 0).objects.isEmpty)
    let problems = train.problems.map { $0.dropFirst(path.count) }
    #expect(problems.count == 5)
    let unknown = "a.txt:4: class 2, but there are 2 classes from 0; left out"
    #expect(problems.contains { $0.hasSuffix(unknown) })
    #expect(
      problems.contains {
        $0.hasSuffix("a.txt:6: it contains something that is not a number; left out")
      })
    #expect(problems.contains { $0.contains("a.txt:7: 2 numbers; a box has 4") })
    #expect(problems.contains { $0.contains("1 .webp files are left out") })
    #expect(problems.contains { $0.contains("has no area; left out") })
    #expect(try data.split("val", side: 64).count == 1)
  }

  @Test func aDarknetFileAndATooLongWayUpAreFollowed() throws {
    try image("export/train/images/a.jpg")
    try folder.write("0 0.5 0.5 1 1\n", "export/train/labels/a.txt")
    try folder.write("train: ../train/images\nnames: [dog]\n", "export/data.yaml")
    let export = try DetectionFolder(path: path + "/export/data.yaml")
    #expect(try export.split("train", side: 9).scene(0, epoch: 0).objects.count == 1)
    try folder.write(
      "classes = 1\ntrain = data/train.txt\nnames = data/obj.names\n", "data/obj.data")
    try folder.write("dog\n", "data/obj.names")
    try folder.write("data/obj/b.jpg\n", "data/train.txt")
    try image("data/obj/b.jpg")
    try folder.write("0 0.5 0.5 1 1\n", "data/obj/b.txt")
    let darknet = try DetectionFolder(path: path + "/data")
    #expect(darknet.layout == .darknet)
    #expect(darknet.classes == ["dog"])
    #expect(try darknet.split("train", side: 9).scene(0, epoch: 0).objects.count == 1)
  }

  @Test func whatIsNoDataSetIsToldWithWhatWasLookedFor() throws {
    var error = #expect(throws: DatasetError.self) { try DetectionFolder(path: path) }
    #expect(error?.reason.contains("looked for data.yaml") == true)
    error = #expect(throws: DatasetError.self) { try DetectionFolder(path: path + "/none") }
    #expect(error?.reason == "no such file or folder")
    try folder.write("", "words.txt")
    error = #expect(throws: DatasetError.self) { try DetectionFolder(path: path + "/words.txt") }
    #expect(
      error?.reason == "is not one of these files: .yaml (YOLO), .json (COCO), .data (Darknet)")
    for text in ["[", "a: b", "names: {x: y}\ntrain: z", "names: [a]", "names: [a]\ntrain: z"] {
      try folder.write(text, "data.yaml")
      error = #expect(throws: DatasetError.self, "\(text)") { try DetectionFolder(path: path) }
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test func imagesAreDecodedOnceAndFailuresAreRemembered() throws {
    try image("JPEGImages/a.jpg")
    try folder.write("no image", "JPEGImages/b.jpg")
    for name in ["a", "b"] {
      try folder.write(voc(("c", [1, 1, 9, 9])), "Annotations/\(name).xml")
    }
    let data = try DetectionFolder(path: path)
    let both = try data.trainAndValidation(trainSide: 8, validationSide: 8, seed: 1)
    for scenes in [both.train, both.validation] {
      let file = try #require(scenes.files.first?.path)
      if file.hasSuffix("a.jpg") {
        let scene = try scenes.scene(0, epoch: 0)
        #expect(scenes.cachedBytes == 8 * 8 * 3)
        try FileManager.default.removeItem(atPath: file)
        #expect(try scenes.scene(0, epoch: 1) == scene)
      } else {
        for _ in 0..<2 {
          let error = #expect(throws: DatasetError.self) { try scenes.scene(0, epoch: 0) }
          #expect(error?.reason == "is neither JPEG nor PNG")
        }
      }
    }
  }
}
