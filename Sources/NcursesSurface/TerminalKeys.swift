internal import CNcurses
internal import Cells

/// Reads what ncurses makes of the bytes of a terminal.
enum TerminalKeys {
  /// The next key, or what was done with the mouse, that waits; nil when there is none.
  static func next() -> TerminalEvent? {
    while true {
      var code: UInt32 = 0
      let status = plateau_read_key(&code)
      if status == ERR { return nil }
      if status == KEY_CODE_YES, Int32(code) == KEY_MOUSE {
        if let mouse = mouse() { return .mouse(mouse) }
      } else if let key = status == KEY_CODE_YES ? named(Int32(code)) : typed(code) {
        return .key(key)
      }
    }
  }

  private static func mouse() -> Mouse? {
    var (x, y): (Int32, Int32) = (0, 0)
    let act: Mouse.Act? =
      switch plateau_read_mouse(&x, &y) {
      case 1: .press
      case 4: .wheelUp
      case 5: .wheelDown
      default: nil
      }
    return act.map { Mouse($0, column: Int(x), row: Int(y)) }
  }

  private static func typed(_ code: UInt32) -> Key? {
    switch code {
    case 8, 127: return .backspace
    case 9: return .tab
    case 10, 13: return .enter
    case 27: return .escape
    case 0: return .control(" ")
    case 1..<27: return Unicode.Scalar(code + 96).map(Key.control)
    case 28..<32: return Unicode.Scalar(code + 64).map(Key.control)
    case 0x80..<0xA0: return nil
    default: return Unicode.Scalar(code).map(Key.character)
    }
  }

  private static func named(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_SLEFT: .shiftLeft
    case KEY_SRIGHT: .shiftRight
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_HOME: .home
    case KEY_END: .end
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_F0 + 1...KEY_F0 + 12: .function(Int(code - KEY_F0))
    // Among them KEY_RESIZE, which the signal has told already.
    default: nil
    }
  }
}
