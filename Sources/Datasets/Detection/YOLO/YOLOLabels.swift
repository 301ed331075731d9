internal import Boxes

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
    let path = Self.path(of: image)
    guard Files.exists(path) else { return }
    do throws(DatasetError) {
      var seen = Set<String>()
      for (number, line) in try FileLines.read(path).enumerated() where !line.isEmpty {
        if !seen.insert(line).inserted { continue }
        do throws(DatasetError) {
          objects.append(try Self.object(line, "\(path):\(number + 1)", classes))
        } catch {
          problems.append("\(error.description); left out")
        }
      }
    } catch {
      problems.append(error.description)
    }
  }

  private static func path(of image: String) -> String {
    var parts = image.split(separator: "/", omittingEmptySubsequences: false)
    if let index = parts.dropLast().lastIndex(of: "images") {
      parts[index] = "labels"
      let file = Files.replacingEnding(parts.joined(separator: "/"), "txt")
      if Files.exists(file) { return file }
    }
    return Files.replacingEnding(image, "txt")
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
    let box: PixelBox
    if numbers.count == 4 {
      box = PixelBox(
        x: numbers[0] - numbers[2] / 2, y: numbers[1] - numbers[3] / 2, width: numbers[2],
        height: numbers[3])
    } else if numbers.count >= 6, numbers.count.isMultiple(of: 2) {
      let x = stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
      let y = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
      box = PixelBox(
        left: x.min() ?? 0, top: y.min() ?? 0, right: x.max() ?? 0, bottom: y.max() ?? 0)
    } else {
      throw DatasetError(
        location, "\(numbers.count) numbers; a box has 4, and a polygon an even number")
    }
    return SceneFile.Object(box: box, label: label)
  }
}
