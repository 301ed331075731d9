internal import CNcurses
internal import Cells

/// The keys that terminfo lists for the terminal in use.
enum TerminalKeys {
  /// All key sequences, including keys that the program does not use, so that those are swallowed whole.
  ///
  /// - Precondition: the terminal has been set up.
  static func sequences() -> KeySequences {
    var sequences = KeySequences()
    var index: Int32 = 0
    while let text = plateau_capability_name(index) {
      index += 1
      let name = String(cString: text)
      // A mouse report has more bytes than terminfo says.
      guard name.hasPrefix("k"), name != "kmous", let bytes = plateau_capability(name) else {
        continue
      }
      sequences.add(Array(String(cString: bytes).utf8), as: key(name))
    }
    return sequences
  }

  private static func key(_ name: String) -> Key? {
    switch name {
    case "kcuu1": .up
    case "kcud1": .down
    case "kcub1": .left
    case "kcuf1": .right
    case "kLFT": .shiftLeft
    case "kRIT": .shiftRight
    case "kpp": .pageUp
    case "knp": .pageDown
    case "khome": .home
    case "kend": .end
    case "kent": .enter
    case "kcbt": .backTab
    case "kbs": .backspace
    case "kdch1": .delete
    default:
      if let number = Int(name.dropFirst(2)), name.hasPrefix("kf"), (1...12).contains(number) {
        .function(number)
      } else {
        nil
      }
    }
  }
}
