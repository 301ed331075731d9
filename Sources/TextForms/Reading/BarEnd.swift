/// The end of a progress bar that is drawn over itself, where another program's text may follow.
struct BarEnd {
  /// True after a line that the next one is drawn over.
  private var isDrawn = false
  /// True where the last bar had nothing of its own behind its end.
  private var isBare = false

  /// Takes the next line, which has no escapes.
  ///
  /// Text behind blanks is a part of some bars, but not of one that had none when it was drawn before.
  ///
  /// - Parameter isRedrawn: True when the line after it is drawn over it.
  /// - Returns: The index of what was printed right behind a bar, as in `25/192 [00:00<00:02,
  ///   77.75it/s]epoch 0: …`; nil when there is nothing.
  mutating func text(in line: UnsafeBufferPointer<UInt8>, isRedrawn: Bool) -> Int? {
    let end = isDrawn || isRedrawn ? Self.end(of: line) : nil
    let text = end.flatMap { line[$0...].firstIndex { $0 > 0x20 } }
    let isCut = isDrawn && !isRedrawn && text != nil && (text == end || isBare)
    if end != nil { isBare = text == nil || isCut }
    isDrawn = isRedrawn
    return isCut ? text : nil
  }

  /// The index behind the bracket that ends a bar: it has the times, follows a count, and may hold
  /// others, as in `3/9 [00:01<00:02, loss=[0.5]]`; nil without one.
  private static func end(of line: UnsafeBufferPointer<UInt8>) -> Int? {
    var (depth, hasTimes) = (0, false)
    for index in line.indices.dropFirst(2) {
      switch line[index] {
      case UInt8(ascii: "["):
        if depth > 0 || line[index - 1] == 0x20 && ByteClass.isDigit(line[index - 2]) { depth += 1 }
      case UInt8(ascii: "<"): hasTimes = hasTimes || depth > 0
      case UInt8(ascii: "]") where depth > 0:
        depth -= 1
        if depth == 0, hasTimes { return index + 1 }
      default: break
      }
    }
    return nil
  }
}
