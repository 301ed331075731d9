/// The mouse reports of terminals.
extension Mouse {
  /// Creates an event from the part of an SGR report after `ESC [`, such as `<0;12;5M`; nil for unused events.
  init?(report body: ArraySlice<UInt8>) {
    let numbers = body.dropFirst().dropLast().split(separator: UInt8(ascii: ";")).map {
      Int(String(decoding: $0, as: UTF8.self))
    }
    guard numbers.count == 3, let button = numbers[0], let x = numbers[1], let y = numbers[2] else {
      return nil
    }
    self.init(button: button, x - 1, y - 1, isPress: body.last == UInt8(ascii: "M"))
  }

  /// Creates an event from the numbers of a report; nil for unused events.
  ///
  /// - Parameters:
  ///   - button: xterm's button number; 64 and 65 are the wheel.
  ///   - column: from 0.
  ///   - row: from 0.
  init?(button: Int, _ column: Int, _ row: Int, isPress: Bool) {
    guard isPress, column >= 0, row >= 0 else { return nil }
    switch button {
    case 0: self.init(.press, column: column, row: row)
    case 2: self.init(.rightPress, column: column, row: row)
    case 64: self.init(.wheelUp, column: column, row: row)
    case 65: self.init(.wheelDown, column: column, row: row)
    default: return nil
    }
  }
}
