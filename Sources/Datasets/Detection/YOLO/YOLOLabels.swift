internal import Boxes
internal import JSONText

/// The objects of an image in YOLO's text format: one line `class x y width height` per object, in fractions.
///
/// More than four numbers are a polygon, which is replaced by its bounding box. A repeated line counts once.
/// No file means no objects.
struct YOLOLabels {
  private(set) var objects: [SceneFile.Object] = []
  /// The lines that are left out, one sentence each.
  private(set) var problems: [String] = []

  /// Reads the labels of an image, in the folder `labels` beside the last `images` of its path, else beside
  /// the image.
  init(image: String, classes: Int) {
    for path in Self.paths(of: image) {
      do throws(DatasetError) {
        guard let bytes = try WholeFile.bytes(ifPresent: path) else { continue }
        if !bytes.withUnsafeBufferPointer({ readPlain($0, classes) }) { try read(path, classes) }
      } catch {
        problems.append(error.description)
      }
      return
    }
  }

  /// The files that may have the labels of an image.
  private static func paths(of image: String) -> [String] {
    let beside = Files.replacingEnding(image, "txt")
    let bytes = Array(beside.utf8)
    guard var end = bytes.lastIndex(of: UInt8(ascii: "/")) else { return [beside] }
    while true {
      let start = bytes[..<end].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
      if bytes[start..<end].elementsEqual("images".utf8) {
        let path = bytes[..<start] + Array("labels".utf8) + bytes[end...]
        return [String(decoding: path, as: UTF8.self), beside]
      }
      if start == 0 { return [beside] }
      end = start - 1
    }
  }

  /// Reads lines of which each is as it should be: a class, and the numbers of a box or a polygon.
  ///
  /// - Returns: `false` if a line needs a closer look; then nothing is read.
  private mutating func readPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ classes: Int) -> Bool {
    var lines: [Slice<UnsafeBufferPointer<UInt8>>] = []
    var numbers: [Double] = []
    var start = 0
    var found: [SceneFile.Object] = []
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes.trimmed(start..<end)
      start = end + 1
      if line.isEmpty { continue }
      if lines.contains(where: { $0.elementsEqual(line) }) { continue }
      guard lines.count < 64, Self.readNumbers(bytes, line.startIndex..<line.endIndex, &numbers),
        let label = Int(exactly: numbers.removeFirst()), (0..<classes).contains(label),
        let box = Self.box(numbers)
      else { return false }
      lines.append(line)
      found.append(SceneFile.Object(box: box, label: label))
    }
    objects = found
    return true
  }

  /// Reads the numbers of a line; returns `false` if there is something else.
  private static func readNumbers(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ numbers: inout [Double]
  ) -> Bool {
    numbers.removeAll(keepingCapacity: true)
    var index = line.lowerBound
    while index < line.upperBound {
      if bytes[index] == 0x20 || bytes[index] == 0x09 {
        index += 1
        continue
      }
      guard bytes[index] == UInt8(ascii: "-") || bytes[index] &- 0x30 <= 9 else { return false }
      let scan = NumberScan(bytes, from: index, to: line.upperBound)
      guard let value = scan.value, bytes[scan.end - 1] &- 0x30 <= 9,
        scan.end == line.upperBound || bytes[scan.end] == 0x20 || bytes[scan.end] == 0x09
      else { return false }
      numbers.append(value)
      index = scan.end
    }
    return true
  }

  /// Reads lines of any kind.
  private mutating func read(_ path: String, _ classes: Int) throws(DatasetError) {
    var seen = Set<String>()
    for (number, line) in try FileLines.read(path).enumerated() where !line.isEmpty {
      if !seen.insert(line).inserted { continue }
      do throws(DatasetError) {
        objects.append(try Self.object(line, "\(path):\(number + 1)", classes))
      } catch {
        problems.append("\(error.description); left out")
      }
    }
  }

  private static func object(
    _ line: String, _ location: String, _ classes: Int
  ) throws(DatasetError) -> SceneFile.Object {
    let words = line.split(whereSeparator: \.isWhitespace)
    // Some tools write the class as 3.0.
    guard let first = words.first, let label = Double(first).flatMap({ Int(exactly: $0) }) else {
      throw DatasetError(location, "\"\(words.first ?? "")\" is not a class number")
    }
    guard (0..<classes).contains(label) else {
      throw DatasetError(location, "class \(label), but there are \(classes) classes from 0")
    }
    let numbers = words.dropFirst().compactMap { Double($0) }.filter(\.isFinite)
    guard numbers.count == words.count - 1 else {
      throw DatasetError(location, "it contains something that is not a number")
    }
    guard let box = box(numbers) else {
      throw DatasetError(
        location, "\(numbers.count) numbers; a box has 4, and a polygon an even number")
    }
    return SceneFile.Object(box: box, label: label)
  }

  /// The box of four numbers, or that around the corners of a polygon.
  private static func box(_ numbers: [Double]) -> PixelBox? {
    if numbers.count == 4 {
      return PixelBox(
        x: numbers[0] - numbers[2] / 2, y: numbers[1] - numbers[3] / 2, width: numbers[2],
        height: numbers[3])
    }
    guard numbers.count >= 6, numbers.count.isMultiple(of: 2) else { return nil }
    let x = stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
    let y = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
    return PixelBox(
      left: x.min() ?? 0, top: y.min() ?? 0, right: x.max() ?? 0, bottom: y.max() ?? 0)
  }
}
