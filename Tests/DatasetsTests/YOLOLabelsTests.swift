import Boxes
import SeededRandom
import TestSupport
import Testing

@testable import Datasets

@Suite struct YOLOLabelsTests {
  let folder = TemporaryFolder()

  private func labels(_ text: String) throws -> YOLOLabels {
    try folder.write(text, "labels/a.txt")
    return YOLOLabels(image: folder.path + "/images/a.jpg", classes: 3)
  }

  /// A number as programs write it.
  private func number(_ random: inout SeededGenerator) -> String {
    let value = Double(random.uniform())
    switch random.index(below: 5) {
    case 0: return "\(value)"
    case 1: return "-0.\(random.index(below: 1_000_000))"
    case 2: return "\(random.index(below: 9))e-\(random.index(below: 9))"
    case 3: return "0.\(random.next())\(random.next())"
    default: return "0.\(random.index(below: 1000))"
    }
  }

  /// A line with a mark that no number has is left out, and makes the reader look at each line closely.
  @Test func linesAreReadTheSameInBothWays() throws {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<100 {
      let lines = (0..<random.index(below: 5)).map { _ in
        let count = [4, 4, 4, 6, 8][random.index(below: 5)]
        return (["\(random.index(below: 3))"] + (0..<count).map { _ in number(&random) })
          .joined(separator: random.index(below: 2) == 0 ? " " : "\t ")
      }
      let text = (lines + lines.prefix(1)).joined(separator: "\r\n")
      let quick = try labels(text)
      let close = try labels(text + "\n* 1 1 1 1\n")
      #expect(quick.problems.isEmpty && quick.objects.count == Set(lines).count)
      #expect(quick.objects == close.objects)
      #expect(close.problems.count == 1)
      for (object, line) in zip(quick.objects, lines) {
        let words = line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        #expect(object.label == Int(words[0]))
        if words.count == 5 {
          #expect(
            object.box
              == PixelBox(
                x: words[1] - words[3] / 2, y: words[2] - words[4] / 2, width: words[3],
                height: words[4]))
        }
      }
    }
  }

  @Test func theyAreFoundBesideTheImageToo() throws {
    try folder.write("1 0.5 0.5 1 1\n", "images/train/b.txt")
    for path in ["images/train/b.jpg", "images/train/b.png"] {
      #expect(YOLOLabels(image: folder.path + "/" + path, classes: 2).objects.map(\.label) == [1])
    }
    try folder.write("0 0.5 0.5 1 1\n", "labels/train/b.txt")
    #expect(
      YOLOLabels(image: folder.path + "/images/train/b.jpg", classes: 2).objects.map(\.label)
        == [0])
    #expect(YOLOLabels(image: folder.path + "/images/none.jpg", classes: 2).objects.isEmpty)
  }
}
