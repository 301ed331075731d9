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

  @Test func onlyTextRightBehindABarThatIsRedrawnIsCutOff() {
    #expect(
      lines("\r1/9 [0:01<0:02]\r2/9 [0:01<0:02]epoch 1\nepoch 2\n")
        == ["1~1/9 [0:01<0:02]", "1~2/9 [0:01<0:02]", "1 epoch 1", "2 epoch 2"])
    for line in ["2/9 [0:01<0:02] loss 3", "2/9 [====]x", "a [0<1]b", "2/9 [0:01<0:02]"] {
      #expect(lines("\rbar\r\(line)\n") == ["1~bar", "1 \(line)"])
    }
    #expect(lines("2/9 [0:01<0:02]epoch 1\n") == ["1 2/9 [0:01<0:02]epoch 1"])
  }
}
