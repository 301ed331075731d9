import CurveStore

@testable import TextForms

/// The numbers of a single line in words.
enum LineNames {
  /// The numbers that are not left out: `epoch 3/10` and `step 5` for counters, `? 3` for numbers
  /// without a name, `train: loss 0.5` for values, with the mean in brackets.
  static func words(_ line: String) -> [String] {
    let bytes = Array(line.utf8)
    let scanner = LineScanner()
    bytes.withUnsafeBufferPointer { scanner.scan($0) }
    let tokens = Array(UnsafeBufferPointer(start: scanner.tokens, count: scanner.count))
    let numbers = tokens.filter { $0.kind == .number }.map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
    return LayoutReader.layout(bytes, tokens).slots.compactMap { slot in
      let total = slot.total.map { "/" + numbers[$0] } ?? ""
      let mean = slot.mean.map { " (\(numbers[$0]))" } ?? ""
      let value = numbers[slot.number] + total + mean
      switch slot.use {
      case .ignored: return nil
      case .measure:
        let split = slot.split.map { "\($0.rawValue): " } ?? ""
        return "\(split)\(slot.name) \(value)"
      case .counter(.epoch): return "epoch \(value)"
      case .counter(.step): return "step \(value)"
      case .unnamed: return "? \(value)"
      case .writer: return "writer \(value)"
      }
    }
  }
}
