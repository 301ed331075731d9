internal import CNcurses
public import Cells

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The terminal behind standard output, whether or not a screen is shown on it.
public enum OutputTerminal {
  /// The columns and rows, no more than the largest screen; nil when standard output is not a terminal.
  public static var size: Size? {
    var (width, height): (Int32, Int32) = (0, 0)
    guard plateau_window_size(STDOUT_FILENO, &width, &height) != 0 else { return nil }
    return Size(Int(width), Int(height)).onScreen
  }

  /// True when characters outside ASCII can be written: the encoding of the user's locale is UTF-8.
  ///
  /// The fonts of the Linux console have 512 characters, without braille and most signs.
  public static var isUnicode: Bool {
    setlocale(LC_CTYPE, "")
    let isConsole = getenv("TERM").map { strcmp($0, "linux") == 0 } ?? false
    return plateau_is_utf8() != 0 && !isConsole
  }
}
