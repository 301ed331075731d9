internal import Boxes
internal import Datasets
internal import Evaluation
internal import RunModel

/// An image of a validation pass: its objects, and what was found.
struct PassImage: Equatable {
  /// The true objects.
  var truths: [SceneObject]
  /// The detections, the best first; their index of the image is not set.
  var found: [Detection]
  /// The image itself, if it is to be shown.
  var sample: SampleImage?
}

/// The form in which images go from process to process: plain numbers, exact to the bit.
extension PassImage {
  /// The image as numbers.
  var numbers: [Double] {
    var all = [Double(truths.count), Double(found.count)]
    for object in truths {
      all += [object.box.x, object.box.y, object.box.width, object.box.height].map(Double.init)
      all += [Double(object.label), object.isDifficult ? 1 : 0, object.isCrowd ? 1 : 0]
    }
    for detection in found {
      all += [
        detection.box.left, detection.box.top, detection.box.right, detection.box.bottom,
        Double(detection.category), detection.score,
      ]
    }
    all += [Double(sample?.width ?? 0), Double(sample?.height ?? 0)]
    if let sample { all += sample.pixels.map(Double.init) }
    return all
  }

  /// The images that follow each other in `numbers`.
  static func images(_ numbers: ArraySlice<Double>) -> [PassImage] {
    var rest = NumberReader(numbers)
    var images: [PassImage] = []
    while !rest.isAtEnd { images.append(PassImage(&rest)) }
    return images
  }

  private init(_ rest: inout NumberReader) {
    let (truthCount, foundCount) = (rest.integer(), rest.integer())
    truths = (0..<truthCount).map { _ in
      let (x, y) = (Float(rest.next()), Float(rest.next()))
      let (width, height) = (Float(rest.next()), Float(rest.next()))
      let label = rest.integer()
      let isDifficult = rest.integer() == 1
      return SceneObject(
        box: UnitBox(x: x, y: y, width: width, height: height), label: label,
        isDifficult: isDifficult, isCrowd: rest.integer() == 1)
    }
    found = (0..<foundCount).map { _ in
      let (left, top) = (rest.next(), rest.next())
      let (right, bottom) = (rest.next(), rest.next())
      let category = rest.integer()
      return Detection(
        image: 0, category: category,
        box: PixelBox(left: left, top: top, right: right, bottom: bottom), score: rest.next())
    }
    let (width, height) = (rest.integer(), rest.integer())
    guard width * height > 0 else { return }
    let pixels = (0..<3 * width * height).map { _ in UInt8(clamping: rest.integer()) }
    sample = SampleImage(
      width: width, height: height, pixels: pixels,
      truths: truths.map { LabeledBox(box: UnitBox($0.box), label: $0.label) })
  }
}

/// Numbers that are read one after the other; past the end there are only zeros.
private struct NumberReader {
  private var rest: ArraySlice<Double>

  init(_ numbers: ArraySlice<Double>) { rest = numbers }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func next() -> Double { rest.popFirst() ?? 0 }

  mutating func integer() -> Int { Int(next()) }
}
