import Boxes
import Datasets
import TestSupport
import Testing

@Suite struct COCOFileTests {
  let folder = TemporaryFolder()

  private func read(_ text: String) throws -> AnnotatedImages {
    try COCOFile.read(path: try folder.write(text, "instances.json"))
  }

  @Test func membersStandInAnyOrderAndIdsAreSorted() throws {
    let data = try read(
      """
      {"annotations": [
        {"id": 5, "image_id": 9, "category_id": 20, "bbox": [1, 2, 3, 4], "area": 7.5, "iscrowd": 1,
         "segmentation": {"counts": [1, 2], "size": [3, 4]}},
        {"image_id": 4, "category_id": 3, "bbox": [0, 0, 10, 10], "difficult": true}],
       "info": {"year": 2014}, "licenses": null,
       "categories": [{"id": 20, "name": "Hund"}, {"id": 3, "name": "猫", "supercategory": "x"}],
       "images": [{"id": 9, "file_name": "b.jpg", "width": 640, "height": 480}, {"id": 4}]}
      """)
    #expect(data.images.map(\.id) == [.number(4), .number(9)])
    #expect(data.images[1].fileName == "b.jpg")
    #expect(data.images[1].width == 640)
    #expect(data.categories.map(\.name) == ["猫", "Hund"])
    #expect(
      data.objects == [
        AnnotatedObject(
          image: 1, category: 1, box: PixelBox(x: 1, y: 2, width: 3, height: 4), area: 7.5,
          isCrowd: true),
        AnnotatedObject(
          image: 0, category: 0, box: PixelBox(x: 0, y: 0, width: 10, height: 10), area: 100,
          isDifficult: true),
      ])
    #expect(data.remarks.isEmpty)
  }

  @Test func whatIsLeftOutOrDoubleIsSaid() throws {
    let data = try read(
      """
      {"images": [{"id": 1}, {"id": 1}], "categories": [{"id": 1, "name": "a"}], "annotations": [
        {"id": 0, "image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1]},
        {"id": 0, "image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1]},
        {"id": 2, "image_id": 8, "category_id": 1, "bbox": [0, 0, 1, 1]},
        {"id": 3, "image_id": 1, "category_id": 8, "bbox": [0, 0, 1, 1]}]}
      """)
    #expect(data.images.count == 1)
    #expect(data.objects.count == 2)
    let said = data.remarks.joined(separator: "\n")
    for words in [
      "image ids occur more than once (1)",
      "annotation ids occur more than once (1, the first is 0)",
      "annotations of images that are not listed are left out (1)",
      "annotations of categories that are not listed are left out (1)",
      "an annotation has id 0",
    ] {
      #expect(said.contains(words))
    }
  }

  @Test(arguments: [
    ("[]", "expected an object with images, annotations and categories, found an array"),
    ("{\"images\": [], \"annotations\": []}", "has no categories"),
    ("{\"images\": {}}", "byte 11: expected an array of images, found an object"),
    ("{\"images\": [{\"file_name\": \"a\"}]}", "byte 12: the image has no id"),
    (
      "{\"annotations\": [{\"image_id\": 1, \"category_id\": 1}]}",
      "byte 17: the annotation has no bbox"
    ),
    ("{\"annotations\": [{\"bbox\": [0, 0, 1e200, 1e200]}]}", "bbox is too large to compute with"),
    (
      "{\"annotations\": [{\"bbox\": [0, 0, NaN, 1]}]}", "bbox is nan, which is not a finite number"
    ),
  ])
  func errorsNameTheirPosition(text: String, words: String) throws {
    let error = #expect(throws: DatasetError.self) { try read(text) }
    #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
  }
}
