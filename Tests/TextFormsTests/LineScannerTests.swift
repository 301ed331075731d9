import Testing

@testable import TextForms

/// The pieces of a line, and the key of its constant part.
@Suite struct LineScannerTests {
  /// The pieces in words: `w:` word, `n:` number with its value, `t:` time, `b:` bar, `p:` path, and
  /// marks as they are.
  private static func tokens(_ line: String) -> [String] {
    let bytes = Array(line.utf8)
    let scanner = LineScanner()
    return bytes.withUnsafeBufferPointer { bytes in
      scanner.scan(bytes)
      return (0..<scanner.count).map { index in
        let token = scanner.tokens[index]
        let text = String(decoding: bytes[token.range], as: UTF8.self)
        switch token.kind {
        case .word: return "w:" + text
        case .number:
          let unit = token.unit == .percent ? "%" : token.unit == .other ? "u" : ""
          let value = TextToken.isMissing(token.value) ? "missing" : "\(token.value)"
          return "n:" + value + unit + (token.isWhole ? "i" : "")
        case .time: return "t:" + text
        case .bar: return "b:" + text
        case .path: return "p:" + text
        case .mark: return String(UnicodeScalar(token.mark))
        }
      }
    }
  }

  static func key(_ line: String) -> UInt64 {
    let bytes = Array(line.utf8)
    let scanner = LineScanner()
    bytes.withUnsafeBufferPointer { scanner.scan($0) }
    return scanner.key
  }

  @Test(arguments: [
    ("3", ["n:3.0i"]), ("-2.5", ["n:-2.5"]), ("+.5", ["n:0.5"]), ("1e-05", ["n:1e-05"]),
    ("6.9000E+00", ["n:6.9"]), ("loss 1.5E3,", ["w:loss", "n:1500.0", ","]),
    ("45%", ["n:45.0%i"]), ("45.25%.", ["n:45.25%", "."]),
    ("12/240", ["n:12.0i", "/", "n:240.0i"]),
    ("[3/10]", ["[", "n:3.0i", "/", "n:10.0i", "]"]),
    ("step 65,536", ["w:step", "n:65536.0i"]),
    ("[1, 2000]", ["[", "n:1.0i", ",", "n:2000.0i", "]"]),
    ("(1,200)", ["(", "n:1.0i", ",", "n:200.0i", ")"]),
    ("loss 0.5.", ["w:loss", "n:0.5"]), ("epoch 12. Then", ["w:epoch", "n:12.0i", "w:Then"]),
    ("a=nan b=-inf", ["w:a", "=", "n:nan", "w:b", "=", "n:-inf"]),
    ("x: Infinity", ["w:x", ":", "n:inf"]), ("acc: None", ["w:acc", ":", "n:missing"]),
    ("acc: N/A", ["w:acc", ":", "n:missing"]), ("None of them", ["w:None", "w:of", "w:them"]),
    ("number of nan iterations", ["w:number", "w:of", "w:nan", "w:iterations"]),
    ("loss: 0,91", ["w:loss", ":", "n:0.91"]),
  ])
  func numbersHaveTheirValues(line: String, tokens: [String]) {
    #expect(Self.tokens(line) == tokens)
  }

  @Test(arguments: [
    ("2024-03-01", ["t:2024-03-01"]), ("2024-03-01T10:00:01.123Z", ["t:2024-03-01T10:00:01.123Z"]),
    ("10:00:01,123 loss", ["t:10:00:01,123", "w:loss"]), ("05:31", ["t:05:31"]),
    ("1:02:03", ["t:1:02:03"]), ("11/23 05:31:20 x", ["t:11/23 05:31:20", "w:x"]),
    ("01/05/2024", ["t:01/05/2024"]), ("5.2s", ["n:5.2u"]),
    ("9ms/step", ["n:9.0ui", "/", "w:step"]),
    ("10.5GB", ["n:10.5u"]), ("12000MB", ["n:12000.0ui"]),
  ])
  func timesAndUnitsAreNoValues(line: String, tokens: [String]) {
    #expect(Self.tokens(line) == tokens)
  }

  @Test(arguments: [
    ("solver.cpp:228] Iteration", ["p:solver.cpp:228", "]", "w:Iteration"]),
    ("(main.py 200)", ["(", "p:main.py 200", ")"]),
    ("saved to /tmp/run 3/x", ["w:saved", "w:to", "p:/tmp/run", "n:3.0i", "/", "w:x"]),
    ("out/model_12.pth", ["p:out/model_12.pth"]), ("~/logs/a.txt", ["p:~/logs/a.txt"]),
    ("version 2.1.0", ["w:version", "p:2.1.0"]), ("3f2a9c01be", ["p:3f2a9c01be"]),
    ("a1b2c3d4", ["p:a1b2c3d4"]), ("3dconv", ["p:3dconv"]),
  ])
  func pathsAndIdentifiersAreNoValues(line: String, tokens: [String]) {
    #expect(Self.tokens(line) == tokens)
  }

  @Test(arguments: [
    ("val_loss mini-batch train/loss", ["w:val_loss", "w:mini-batch", "w:train/loss"]),
    ("Acc@1 6.5", ["w:Acc@1", "n:6.5"]), ("mAP@0.5:0.95 0.4", ["w:mAP@0.5:0.95", "n:0.4"]),
    ("mAP@[0.5:0.95] 0.4", ["w:mAP@[0.5:0.95]", "n:0.4"]), ("top5 9", ["w:top5", "n:9.0i"]),
    ("epoch3 step_200", ["w:epoch", "n:3.0i", "w:step", "n:200.0i"]),
    ("1epoch", ["n:1.0i", "w:epoch"]), ("IoU.50", ["w:IoU.50"]),
  ])
  func wordsKeepWhatJoinsThem(line: String, tokens: [String]) {
    #expect(Self.tokens(line) == tokens)
  }

  @Test(arguments: [
    ("第1轮", ["w:第", "n:1.0i", "w:轮"]),
    ("训练损失：0.9，准确率：70%", ["w:训练损失", ":", "n:0.9", ",", "w:准确率", ":", "n:70.0%i"]),
    ("エポック2", ["w:エポック", "n:2.0i"]), ("손실 0.5", ["w:손실", "n:0.5"]),
    ("（检证）", ["(", "w:检证", ")"]), ("pérdida=0.5", ["w:pérdida", "=", "n:0.5"]),
  ])
  func charactersBeyondASCIIAreWords(line: String, tokens: [String]) {
    #expect(Self.tokens(line) == tokens)
  }

  @Test(arguments: [
    ("-----", ["b:-----"]), ("[===>....] 3", ["b:[===>....]", "n:3.0i"]),
    ("50%|#####     | 2/4", ["n:50.0%i", "b:|#####     |", "n:2.0i", "/", "n:4.0i"]),
    ("100%|██████████| 4/4", ["n:100.0%i", "b:|██████████|", "n:4.0i", "/", "n:4.0i"]),
    ("━━━━━━ 1s", ["b:━━━━━━", "n:1.0ui"]), ("│ loss │", ["|", "w:loss", "|"]),
    ("acc.....0.5", ["w:acc", "b:.....", "n:0.5"]),
  ])
  func barsAreOnePiece(line: String, tokens: [String]) {
    #expect(Self.tokens(line) == tokens)
  }

  @Test(arguments: [
    ("Epoch 1, loss: 0.9", "Epoch  12, loss:   -1e-3"),
    ("2024-01-05 10:00:00 loss 1", "2023-12-31 23:59:59 loss 2"),
    ("1/10 [=>........] loss: 2", "10/10 [==========] loss: 0.5"),
    ("saved /tmp/a.pt in 3 s", "saved /home/x/b.pt in 12 s"),
    ("loss: nan", "loss: 0.5"), ("acc: None x: 1", "acc: 0.5 x: 2"),
    ("step 999 loss 1", "step 1,000 loss 1"), ("第9轮 损失 1", "第10轮 损失 2"),
    ("epoch9 loss 1", "epoch10 loss 1"), ("loss 5.", "loss 0.5."),
  ])
  func linesOfOneFormHaveOneKey(one: String, other: String) {
    #expect(Self.key(one) == Self.key(other))
  }

  @Test(arguments: [
    ("train loss 0.5", "val loss 0.5"), ("loss 0.5", "loss 0.5%"), ("loss: 0.5", "loss = 0.5"),
    ("a 1 b 2", "a 1 b"), ("Acc@1 5", "Acc@5 5"), ("top1 5", "top5 5"), ("lr 1", "LR 1"),
    ("loss 0.5 (0.6)", "loss 0.5 0.6"), ("D loss 1", "G loss 1"), ("训练 1", "验证 1"),
  ])
  func linesOfOtherFormsHaveOtherKeys(one: String, other: String) {
    #expect(Self.key(one) != Self.key(other))
  }
}
