/// The byte sequences that terminals of the xterm family send for keys.
extension Key {
  /// Creates the key for an ASCII byte; nil for `ESC`, which may begin a sequence.
  init?(ascii byte: UInt8) {
    switch byte {
    case 8, 127: self = .backspace
    case 9: self = .tab
    case 10, 13: self = .enter
    case 0: self = .control(" ")
    case 27: return nil
    case 1..<27: self = .control(Unicode.Scalar(byte + 96))
    case 28..<32: self = .control(Unicode.Scalar(byte + 64))
    default: self = .character(Unicode.Scalar(byte))
    }
  }

  /// Creates the key for the bytes after `ESC [`: parameters and a final byte; nil for an unknown sequence.
  init?(control body: ArraySlice<UInt8>) {
    let text = String(decoding: body, as: UTF8.self)
    switch text {
    case "A", "B", "C", "D", "F", "H": self.init(arrow: text)
    case "1;2D": self = .shiftLeft
    case "1;2C": self = .shiftRight
    case "Z": self = .backTab
    default:
      guard text.last == "~", let number = Int(text.dropLast()) else { return nil }
      self.init(number: number)
    }
  }

  /// Creates the key for the bytes after `ESC O`; nil for an unknown sequence.
  init?(single body: ArraySlice<UInt8>) {
    let text = String(decoding: body, as: UTF8.self)
    switch text {
    case "A", "B", "C", "D", "F", "H": self.init(arrow: text)
    case "M": self = .enter
    case "P": self = .function(1)
    case "Q": self = .function(2)
    case "R": self = .function(3)
    case "S": self = .function(4)
    default: return nil
    }
  }

  private init?(arrow letter: String) {
    switch letter {
    case "A": self = .up
    case "B": self = .down
    case "C": self = .right
    case "D": self = .left
    case "F": self = .end
    case "H": self = .home
    default: return nil
    }
  }

  /// Creates the key for `ESC [ number ~`; nil for an unknown number.
  private init?(number: Int) {
    switch number {
    case 1, 7: self = .home
    case 3: self = .delete
    case 4, 8: self = .end
    case 5: self = .pageUp
    case 6: self = .pageDown
    case 11...15: self = .function(number - 10)
    case 17...21: self = .function(number - 11)
    case 23...24: self = .function(number - 12)
    default: return nil
    }
  }
}
