internal import Boxes
internal import JSONText

extension DetectionReport {
  static let schema = JSONSchema(
    DetectionReport(classes: [], confusion: [], found: []),
    [
      .init("classes", \.classes, .defaulted(.list(.object(ClassScore.schema)), to: [])),
      .init(
        "confusion", \.confusion,
        .defaulted(.list(.defaulted(.tolerantList(.integer), to: [])), to: [])),
      .init("found", \.found, .defaulted(.list(.defaulted(.list(.box), to: [])), to: [])),
      .init("errors", \.errors, .optional(.object(Errors.schema))),
      .init("precisions", \.precisions, .optional(.precisions)),
    ]
  ) { (report) throws(SchemaError) in
    let side = report.classes.count + 1
    guard
      report.confusion.isEmpty
        || report.confusion.count == side && report.confusion.allSatisfy({ $0.count == side })
    else { throw .unusable("confusion") }
  }
}

extension DetectionReport.ClassScore {
  static let schema = JSONSchema(
    DetectionReport.ClassScore(name: "", truths: 0, averagePrecision: nil, ap50: nil),
    [
      .init("name", \.name, .text), .init("truths", \.truths, .integer),
      .init("ap", \.averagePrecision, .optional(.number)),
      .init("ap50", \.ap50, .optional(.number)),
      .init("precisions", \.precisions, .optional(.precisions)),
    ])
}

extension DetectionReport.Errors {
  static let schema = JSONSchema(
    DetectionReport.Errors(kinds: [], falsePositiveGain: nil, falseNegativeGain: nil),
    [
      .init("kinds", \.kinds, .defaulted(.list(.object(Kind.schema)), to: [])),
      .init("false_positives", \.falsePositiveGain, .optional(.number)),
      .init("false_negatives", \.falseNegativeGain, .optional(.number)),
    ])
}

extension DetectionReport.Errors.Kind {
  static let schema = JSONSchema(
    DetectionReport.Errors.Kind(name: "", gain: 0, count: 0),
    [
      .init("name", \.name, .text), .init("gain", \.gain, .number),
      .init("count", \.count, .defaulted(.integer, to: 0)),
    ])
}

extension JSONForm<[Double]> {
  /// The precisions at 101 recalls, in thousandths and without the zeros at the end: reports are written at
  /// every evaluation.
  static var precisions: Self {
    Self(
      write: { points in
        let whole = points.map { $0.isFinite ? Int((min(max($0, 0), 1) * 1000).rounded()) : 0 }
        let end = whole.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
        return .array(whole.prefix(end).map(JSONValue.integer))
      },
      read: { (json) throws(SchemaError) in
        guard let points = json?.array?.prefix(101) else { return nil }
        return points.map { min(max($0.double ?? 0, 0), 1000) / 1000 }
          + Array(repeating: 0, count: 101 - points.count)
      })
  }
}

extension JSONForm<LabeledBox> {
  /// Whole numbers in a row, in ten-thousandths of the image: reports are written at every
  /// evaluation.
  static var box: Self {
    Self(
      write: { labeled in
        let edges = [labeled.box.x, labeled.box.y, labeled.box.width, labeled.box.height].map(
          Self.tenThousandths)
        let score = labeled.score.map { [Self.tenThousandths($0)] } ?? []
        return .array(([labeled.label] + edges + score).map(JSONValue.integer))
      },
      read: { (json) throws(SchemaError) in
        let numbers = (json?.array ?? []).compactMap(\.int)
        guard numbers.count == 5 || numbers.count == 6, numbers[0] >= 0 else {
          throw SchemaError("a box is not a list of five or six whole numbers")
        }
        let shares = numbers.dropFirst().map { Double($0) / 1e4 }
        return LabeledBox(
          box: UnitBox(x: shares[0], y: shares[1], width: shares[2], height: shares[3]),
          label: numbers[0], score: shares.count == 5 ? shares[4] : nil)
      })
  }

  private static func tenThousandths(_ value: Double) -> Int {
    value.isFinite ? Int((min(max(value, -10), 10) * 1e4).rounded()) : 0
  }
}

extension JSONForm<SampleImage> {
  /// An object with its pixels in Base64.
  static var image: Self {
    Self(
      write: { image in
        .members([
          "width": .integer(image.width), "height": .integer(image.height),
          "pixels": .string(Base64.text(of: image.pixels)),
          "truths": .array(image.truths.compactMap(JSONForm<LabeledBox>.box.write)),
        ])
      },
      read: { (json) throws(SchemaError) in
        guard let json else { return nil }
        guard let width = json["width"]?.int else { throw .unusable("width") }
        guard let height = json["height"]?.int else { throw .unusable("height") }
        guard (1...4096).contains(width), (1...4096).contains(height),
          let pixels = json["pixels"]?.string.flatMap(Base64.bytes),
          pixels.count == 3 * width * height
        else { throw .unusable("pixels") }
        let truths = try JSONForm<[LabeledBox]>.list(.box).read(json["truths"]) ?? []
        return SampleImage(width: width, height: height, pixels: pixels, truths: truths)
      })
  }
}
