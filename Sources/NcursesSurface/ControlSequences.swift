internal import CNcurses

/// The control sequences that the terminal gets besides what ncurses draws.
enum ControlSequences {
  /// Asks the terminal to mark pasted text; a terminal that cannot ignores it.
  static let pasteOn = "\u{1B}[?2004h"
  /// Ends that.
  static let pasteOff = "\u{1B}[?2004l"
  /// Asks for the colour of the background (OSC 11); a terminal that cannot tell ignores it.
  static let backgroundQuestion = "\u{1B}]11;?\u{1B}\\"
  /// Asks whether the terminal can show a frame in one piece (DECRQM of mode 2026).
  static let synchronizedQuestion = "\u{1B}[?2026$p"
  /// Begins a frame that the terminal shows in one piece.
  static let frameStart = "\u{1B}[?2026h"
  /// Ends it.
  static let frameEnd = "\u{1B}[?2026l"
  /// Ends xterm's mouse reports in a crash; otherwise ncurses does it.
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
  /// The most bytes written in a crash.
  private static let limit = 1024

  /// The bytes that give the terminal back in a crash.
  ///
  /// - Parameter mouse: True while mouse reports are on.
  static func forCrash(mouse: Bool) -> String {
    let names: [String] = ["sgr0", "cnorm", "rmkx", "rmcup"]
    let capabilities: [String] =
      names
      .compactMap { name -> String? in plateau_capability(name).map { String(cString: $0) } }
      .map(\.withoutPadding)
    var bytes = frameEnd + pasteOff + (mouse ? mouseOff : "")
    // Each sequence is written whole or not at all: half a sequence would be worse than none.
    for sequence in capabilities where bytes.utf8.count + sequence.utf8.count <= limit {
      bytes += sequence
    }
    return bytes
  }
}
