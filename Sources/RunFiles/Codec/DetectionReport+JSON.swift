internal import Boxes
internal import Foundation
internal import JSONText
internal import RunModel
internal import SystemFiles

extension DetectionReport {
  var json: JSONValue {
    .members([
      "classes": .array(classes.map(\.json)),
      "confusion": .array(confusion.map { .array($0.map(JSONValue.integer)) }),
      "found": .array(found.map { .array($0.map(\.json)) }),
    ])
  }

  init(_ reader: MemberReader) throws(FileError) {
    var classes: [ClassScore] = []
    for value in reader.json["classes"]?.array ?? [] {
      classes.append(try ClassScore(MemberReader(value)))
    }
    let confusion = (reader.json["confusion"]?.array ?? []).map { row in
      (row.array ?? []).compactMap(\.int)
    }
    var found: [[LabeledBox]] = []
    for list in reader.json["found"]?.array ?? [] {
      var boxes: [LabeledBox] = []
      for value in list.array ?? [] { boxes.append(try LabeledBox(value)) }
      found.append(boxes)
    }
    let side = classes.count + 1
    guard confusion.isEmpty || confusion.count == side,
      confusion.allSatisfy({ $0.count == side })
    else { throw reader.missing("confusion") }
    self.init(classes: classes, confusion: confusion, found: found)
  }
}

extension DetectionReport.ClassScore {
  fileprivate var json: JSONValue {
    .members([
      "name": .string(name), "truths": .integer(truths),
      "ap": averagePrecision.map(JSONValue.finite), "ap50": ap50.map(JSONValue.finite),
    ])
  }

  fileprivate init(_ reader: MemberReader) throws(FileError) {
    self.init(
      name: try reader.string("name"), truths: try reader.int("truths"),
      averagePrecision: reader.json["ap"]?.double, ap50: reader.json["ap50"]?.double)
  }
}

extension LabeledBox {
  /// As numbers in a row, in ten-thousandths of the image: reports are written at every evaluation.
  fileprivate var json: JSONValue {
    let place = [box.x, box.y, box.width, box.height].map {
      JSONValue.integer(Self.tenThousandths($0))
    }
    let sure = score.map { [JSONValue.integer(Self.tenThousandths($0))] } ?? []
    return .array([.integer(label)] + place + sure)
  }

  private static func tenThousandths(_ value: Double) -> Int {
    value.isFinite ? Int((min(max(value, -10), 10) * 1e4).rounded()) : 0
  }

  fileprivate init(_ json: JSONValue) throws(FileError) {
    let numbers = (json.array ?? []).compactMap(\.int)
    guard numbers.count == 5 || numbers.count == 6, numbers[0] >= 0 else {
      throw FileError("events.jsonl", "a box is no list of five or six whole numbers")
    }
    let place = numbers.dropFirst().map { Double($0) / 1e4 }
    self.init(
      box: UnitBox(x: place[0], y: place[1], width: place[2], height: place[3]), label: numbers[0],
      score: place.count == 5 ? place[4] : nil)
  }
}

extension SampleImage {
  var json: JSONValue {
    .members([
      "width": .integer(width), "height": .integer(height),
      "pixels": .string(Data(pixels).base64EncodedString()),
      "truths": .array(truths.map(\.json)),
    ])
  }

  init(_ reader: MemberReader) throws(FileError) {
    let (width, height) = (try reader.int("width"), try reader.int("height"))
    guard (1...4096).contains(width), (1...4096).contains(height),
      let pixels = Data(base64Encoded: try reader.string("pixels")),
      pixels.count == 3 * width * height
    else { throw reader.missing("pixels") }
    var truths: [LabeledBox] = []
    for value in reader.json["truths"]?.array ?? [] { truths.append(try LabeledBox(value)) }
    self.init(width: width, height: height, pixels: [UInt8](pixels), truths: truths)
  }
}
