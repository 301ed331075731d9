import CurveStore
import SeededRandom
import TestSupport
import Testing

@testable import TextForms

/// Text that no program means to print: reading it ends, and what is kept stays small.
///
/// `PLATEAU_ROUNDS` sets the number of random texts, and makes every long line one of a mebibyte.
@Suite struct HostileTextTests {
  private static let record = "epoch 1 loss 0.5\nepoch 2 loss 0.25\n"

  @Test(arguments: [
    "a", "1", "1 ", "a=1 ", "1/2 ", "(", "[", "{'a': ", "x: (1, ", "|", "| a | 1 ", "-", ".", "1.",
    "1:", "1-", "1e", "nan ", "é", "第1", "━", "│", "\u{1B}[", "\u{1B}]", "\u{8}a", "\0", "@[", "a@",
    "'", "\\", "1,234", "~/", "a.py:", "2024-01-05 ",
  ])
  func aLongLineIsRead(unit: String) {
    let size = askedRounds == nil && unit != "a=1 " ? 1 << 15 : 1 << 20
    let line = String(repeating: unit, count: size / unit.utf8.count)
    let read = ReadText(Self.record + line + "\n" + "epoch 3 loss 0.125\n")
    #expect(read.words["loss"]?.prefix(2) == ["1/- 0.5", "2/- 0.25"])
    #expect(read.words["loss"]?.last == "3/- 0.125")
  }

  @Test func aMillionNumbersInALineAreCutOff() {
    let line = (0..<1_000_000).map { " \($0)" }.joined()
    let text = "step 1 loss 0.5\(line)\nstep 2 loss 0.25\(line)\n"
    #expect(ReadText(text).words["loss"] == ["-/1 0.5", "-/2 0.25"])
  }

  /// Numbers beyond those that a row keeps, where one inside refers to one outside.
  @Test(arguments: [60, 61, 62, 63, 64, 65])
  func numbersAtTheEndOfARowAreSafe(count: Int) {
    for end in ["3/4", "[3/4]", "0.5 (0.6)", "acc: 3/4", "3 of 4", "50%|###| 1/2", "epoch 3"] {
      let names = (0..<count).map { " v\($0 % 10)x: 0.\($0)" }.joined()
      for front in ["", "step 1 ", "Test: [1/4] "] {
        let lines = (1...3).map { _ in front + names + " " + end + " loss 0.5\n" }.joined()
        #expect(ReadText(lines).contents.pointCount <= lines.utf8.count)
      }
    }
  }

  @Test func formsAreLimited() {
    let letters = (0..<26).map { String(UnicodeScalar(UInt8(97 + $0))) }
    var lines = ["epoch 1 loss 0.5\n"]
    for index in 0..<100_000 {
      let word = [index, index / 26, index / 676, index / 17_576].map { letters[$0 % 26] }.joined()
      lines.append("epoch 1 \(word)q 0.5\n")
    }
    lines.append("epoch 2 loss 0.25\n")
    var reader = TextReader(tool: NoTool())
    let bytes = Array(lines.joined().utf8)
    _ = bytes.withUnsafeBufferPointer { reader.read($0, isEnd: true) }
    #expect(reader.forms(by: reader.plan).count <= FormTable.mostForms)
    let contents = reader.contents(LogFormat("console", "console text"), by: reader.plan).contents()
    let loss = contents.runs.first?.series.first { $0.name == "loss" }
    #expect(loss?.points.values == [0.5, 0.25])
  }

  @Test func bytesThatAreNoTextAreSurvived() {
    let pieces: [[UInt8]] = [
      [0], [0xFF], [0xC3], [0xE2, 0x94], [0xE7, 0xAC], [0xF0, 0x9F], [0x80], [0xEF, 0xBC],
      [0xE3, 0x80], [0x1B], [0x7F], [0xED, 0xA0, 0x80],
    ]
    for piece in pieces {
      for line in ["@epoch 1 loss 0.5", "epoch@ 1 loss@ 0.5@", "epoch 1 loss 0.5@", "@", "@1@/@2@"]
      {
        let bytes = Array((line + "\n" + line).utf8).flatMap { byte in
          byte == UInt8(ascii: "@") ? piece : [byte]
        }
        for text in [bytes, bytes + piece, bytes + [0x0A] + piece] {
          #expect(ReadText(text).contents.pointCount <= 2 * text.count)
        }
      }
    }
  }

  /// Lines of a grammar, bytes at random, and one within the other.
  @Test func randomTextIsSurvived() {
    for round in 0..<rounds(40) {
      var random = SeededGenerator(seed: UInt64(round))
      var bytes = RandomText.bytes(&random)
      if random.roll(3) == 0 {
        let noise = (0..<(1 + random.roll(400))).map { _ in UInt8(random.roll(256)) }
        bytes.insert(contentsOf: noise, at: random.roll(bytes.count + 1))
      }
      #expect(ReadText(bytes).contents.pointCount <= bytes.count)
    }
  }
}

/// Lines of random words, numbers and marks.
enum RandomText {
  private static let pieces = [
    "epoch", "Epoch", "step", "iter", "loss", "acc", "val", "train", "test", "Validation", "lr",
    "of",
    "rank", "nan", "inf", "None", "best", "Acc@1", "AP", "第", "轮", "损失", "エポック", "[", "]", "(",
    ")", "{", "}", "'", "\"", ":", "=", ",", "|", "/", "%", "-", "+", "@[", "*", ">", "━━━", "│",
    "---", "====", "2024-01-05", "10:00:00", "1:02", "a.py:12", "/tmp/x", "\t", "  ", " ", " ", " ",
    ".", "±", "tensor(", "np.float32(", "IoU=0.50", "area=", "1epoch", "step_3", "GB", "s/it", "\r",
    "\u{8}", "\u{1B}[32m", "\u{1B}", "：", "，", "（",
  ]

  static func bytes(_ random: inout SeededGenerator) -> [UInt8] {
    var text = ""
    for _ in 0..<(1 + random.roll(6)) {
      // A form: pieces and the places of numbers.
      let form: [String?] = (0..<(1 + random.roll(30))).map { _ in
        random.roll(3) == 0 ? nil : pieces[random.roll(pieces.count)]
      }
      for _ in 0..<(1 + random.roll(8)) {
        for piece in form { text += piece ?? number(&random) }
        text += random.roll(20) == 0 ? "\r" : "\n"
      }
    }
    return Array(text.utf8)
  }

  private static func number(_ random: inout SeededGenerator) -> String {
    switch random.roll(9) {
    case 0: "0.\(random.roll(1000))"
    case 1: "\(random.roll(9)).\(random.roll(99))e-\(random.roll(400))"
    case 2: "99999999999999999999"
    case 3: "-\(random.roll(9))"
    case 4: "\(1 + random.roll(9)),\(100 + random.roll(900))"
    case 5: "1e999"
    default: "\(random.roll(300))"
    }
  }
}
