import Testing

@testable import TextForms

/// What a program prints while it draws a progress bar.
@Suite struct BehindBarTests {
  /// accelerate logs to the stream of its bar, without a line end between.
  private static let text = (0..<6).map { epoch in
    let bars = (1...3).map { step in
      "\r \(5 * step)%|█▌        | \(32 * epoch + 10 * step)/192 [00:00<00:02, 77.75it/s]"
    }.joined()
    return bars + "11/28/2026 18:19:3\(epoch) - INFO - __main__ - epoch \(epoch): "
      + "{'accuracy': 0.8\(epoch), 'train_loss': 1.3\(epoch)}\n"
  }.joined()

  @Test func aLineBehindABarIsALineOfItsOwn() {
    for read in [ReadText(Self.text), ReadText(growing: Self.text)] {
      #expect(read.words["accuracy"]?.count == 6, "\(read.words)")
      #expect(read.words["train: train_loss"]?.first == "0/- 1.3", "\(read.words)")
    }
  }

  private func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var cutter = TextLines()
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      _ = cutter.cut(bytes, isEnd: true) { line, number, isRedrawn in
        lines.append("\(number)\(isRedrawn ? "~" : " ")" + String(decoding: line, as: UTF8.self))
      }
    }
    return lines
  }

  /// The bars of tqdm with a colour, a list among the values, or a bracket in front.
  @Test(arguments: [
    ("\u{1B}[38;2;0;255;0m█\u{1B}[0m| ", "", ""),
    ("\u{1B}[32m█\u{1B}[0m| ", ", loss=0.5", "\u{1B}[0m"),
    ("█| ", ", shape=[1, 2]", ""), ("█| ", ", [3] loss=[0.5, [1]]", ""),
    ("Epoch 1 [train]: 10%|█| ", ", loss=\u{1B}[31m0.5\u{1B}[0m", "\u{1B}[K"),
  ])
  func barsOfAllLooksEndWhereTheyEnd(front: String, values: String, end: String) {
    func bar(_ step: Int) -> String { "\(front)\(step)/9 [00:01<00:02, 3.1it/s\(values)]\(end)" }
    let shown = lines("\r\(bar(1))\r\(bar(2))step 2: loss 0.3\n")
    #expect(shown.count == 3 && shown.last == "1 step 2: loss 0.3", "\(shown)")
    #expect(!shown.joined().contains("\u{1B}"))
  }

  @Test func onlyTextRightBehindABarThatIsRedrawnIsCutOff() {
    #expect(
      lines("\r1/9 [0:01<0:02]\r2/9 [0:01<0:02]epoch 1\nepoch 2\n")
        == ["1~1/9 [0:01<0:02]", "1~2/9 [0:01<0:02]", "1 epoch 1", "2 epoch 2"])
    for line in [
      "2/9 [0:01<0:02] loss 3", "2/9 [0:01<0:02, a=[1], b", "2/9 [0:01<0:02, a=1", "2/9 [====]x",
      "a [0<1]b", "2/9 [0:01<0:02]",
    ] {
      #expect(lines("\rbar\r\(line)\n") == ["1~bar", "1 \(line)"])
    }
    // Blanks wipe out what a longer bar has left; other bars are followed by a part of their own.
    for (bar, isCut) in [("1/9 [0:01<0:02, a=1]", true), ("1/9 [0:01<0:02] loss 3", false)] {
      let last = ["1~2/9 [0:01<0:02] ", "1 loss 2"]
      #expect(
        lines("\r\(bar)\r2/9 [0:01<0:02] loss 2\n")
          == ["1~\(bar)"] + (isCut ? last : ["1 2/9 [0:01<0:02] loss 2"]))
    }
    #expect(
      lines("\r1/9 [0:01<0:02]epoch 1\n\r2/9 [0:01<0:02]  epoch 2\n")
        == ["1~1/9 [0:01<0:02]", "1 epoch 1", "2~2/9 [0:01<0:02]  ", "2 epoch 2"])
    #expect(lines("2/9 [0:01<0:02]epoch 1\n") == ["1 2/9 [0:01<0:02]epoch 1"])
  }
}
