import Boxes
import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct COCOResultsTests {
  let folder = TemporaryFolder()

  private func entries(_ path: String) throws -> [COCOResults.Entry] {
    var entries: [COCOResults.Entry] = []
    try COCOResults.read(path: path) { entry throws(DatasetError) in entries.append(entry) }
    return entries
  }

  private func reason(_ text: String) throws -> String {
    let path = try folder.write(text, "bad.json")
    let error = #expect(throws: DatasetError.self) { try entries(path) }
    #expect(error?.path == path)
    return error?.reason ?? ""
  }

  @Test(arguments: [false, true])
  func plainAndGzippedFilesGiveTheSame(gzipped: Bool) throws {
    let path = try folder.write(
      """
      \u{FEFF}[{"image_id": 7, "category_id": 3, "bbox": [1, 2.5, -3e1, 4], "score": 0.25},
       {"segmentation": {"counts": "a\\"]}", "size": [1, [2]]}, "score": 1, "bbox": [0,0,0,0],
        "image_id": "f\\u00fc\\ud83d\\ude00.jpg", "category_id": "Käfer", "x": null, "y": [true]}]
      """, "results.json", gzipped: gzipped)
    let found = try entries(path)
    #expect(found.map(\.imageID) == [.number(7), .text("fü😀.jpg")])
    #expect(found.map(\.categoryID) == [.number(3), .text("Käfer")])
    #expect(found[0].box == PixelBox(x: 1, y: 2.5, width: -30, height: 4))
    #expect(found.map(\.score) == [0.25, 1])
    #expect(found[0].offset == 4)
  }

  @Test func anEmptyListIsNoDetection() throws {
    #expect(try entries(try folder.write(" [ ] \n", "empty.json")).isEmpty)
  }

  @Test func everyNumberIsTheNearestDouble() throws {
    var generator = SystemRandomNumberGenerator()
    var texts = [
      "0", "-0", "0.0", "1e-7", "1E+5", "9007199254740993", "9007199254740992.5", "0.1",
      "123456789012345678901234567890", "1.7976931348623157e308", "4.9e-324",
      "2.2250738585072011e-308",
      "0.5000000000000000277", "18446744073709551615", "9999999999999999999",
      "0.00000000000000000000000000001", "8.5899345920000000e9", "1e22", "1e23",
      "0.93731234567890123456789",
    ]
    for _ in 0..<3000 {
      let value = Double.random(in: 0..<1, using: &generator)
      texts.append("\(value)")
      texts.append("\(value * 1000)")
      texts.append("\(-value * 1e-9)")
      texts.append(
        "0.\(UInt64.random(in: 0..<10_000_000_000_000_000_000, using: &generator))")
      texts.append(
        "\(UInt64.random(in: 0...UInt64.max, using: &generator) >> Int.random(in: 0..<60))"
          + ".\(UInt32.random(in: 0...UInt32.max))")
    }
    let rows = texts.map {
      "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,1,1],\"score\":\($0)}"
    }
    let found = try entries(
      try folder.write("[" + rows.joined(separator: ",") + "]", "numbers.json"))
    #expect(found.count == texts.count)
    for (entry, text) in zip(found, texts) {
      #expect(entry.score.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test func pythonsWordsAreNumbersThatAreRefused() throws {
    for word in ["NaN", "Infinity", "-Infinity", "1e999"] {
      let text = "[{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,1,1],\"score\":\(word)}]"
      #expect(try reason(text).contains("which is not a finite number"))
    }
  }

  @Test(arguments: [
    ("", "byte 0: the file ends where an array of detections should follow"),
    ("{\"images\": []}", "byte 0: expected an array of detections, found an object"),
    ("[1]", "byte 1: expected a detection, {…}, found 1"),
    ("[{\"image_id\": 1.5}]", "byte 14: image_id is not a whole number"),
    ("[{\"image_id\": null}]", "byte 14: expected a number for image_id, found n"),
    ("[{\"score\": \"high\"}]", "byte 11: expected a number for score, found text"),
    ("[{\"score\": 1.}]", "byte 13: expected a digit of score, found }"),
    ("[{\"bbox\": 3}]", "byte 10: expected [x, y, width, height] for bbox, found 3"),
    ("[{\"bbox\": [1, 2, 3]}]", "byte 18: expected four numbers for bbox, found ]"),
    (
      "[{\"bbox\": [1, 2, 3, 4, 5]}]",
      "byte 21: expected the end of bbox after four numbers, found ,"
    ),
    ("[ {\"image_id\": 1, \"category_id\": 2}]", "byte 2: the detection has no bbox"),
    ("[{\"a\": [}]", "byte 8: expected a value, found }"),
    ("[{\"a\" 1}]", "byte 6: expected a colon, found 1"),
    ("[{\"a\": \"b", "byte 9: the file ends where a closing quote should follow"),
    ("[{\"a\": 1},", "byte 1: the detection has no image_id"),
    ("[] []", "byte 3: expected the end of the file, found an array"),
  ])
  func errorsNameTheirPosition(text: String, words: String) throws {
    #expect(try reason(text) == words)
  }

  @Test func everyCutIsAnErrorAndNoCrash() throws {
    let whole =
      "[{\"image_id\": 1, \"category_id\": 2, \"bbox\": [1, 2, 3, 4], \"score\": 0.5, \"s\": {\"é\": [1]}}]"
    for length in 0..<whole.utf8.count {
      let cut = Data(whole.utf8.prefix(length))
      let path = folder.path + "/cut.json"
      try cut.write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: DatasetError.self) { try entries(path) }
      #expect(error?.reason.contains("the file ends where") == true, "\(length)")
    }
  }

  @Test func deepNestingIsRefused() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(try reason("[{\"a\": \(deep)").contains("more than 64 levels"))
  }

  @Test func foldersAndMissingFilesAreErrors() throws {
    let folderError = #expect(throws: DatasetError.self) { try entries(folder.path) }
    #expect(folderError?.reason.contains("directory") == true)
    let missing = #expect(throws: DatasetError.self) { try entries(folder.path + "/none") }
    #expect(missing?.reason.contains("no such file") == true)
  }

  @Test func aCutGzipFileIsSaidToBeOne() throws {
    let row = "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,1,1],\"score\":0.5}"
    let path = try folder.write(
      "[" + Array(repeating: row, count: 500).joined(separator: ",") + "]", "r.gz", gzipped: true)
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data.removeLast(20)
    try data.write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: DatasetError.self) { try entries(path) }
    #expect(error?.reason.contains("gzip data ends too early") == true, "\(error?.reason ?? "")")
  }
}
