internal import CNcurses
internal import Cells

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which terminfo entry to use, and how many colours to show with it.
struct TerminalType {
  let name: String
  private let limit: ColorDepth

  /// Looks at the environment.
  ///
  /// - Parameter wanted: the colours a person asked for; nil for all there are, none with `NO_COLOR`.
  static func find(_ wanted: ColorDepth?) throws -> TerminalType {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw TerminalError(description: "standard input and output are no terminal")
    }
    let name = variable("TERM")
    guard !name.isEmpty else {
      throw TerminalError(
        description: "TERM is not set; set it to the terminal's type, as xterm-256color")
    }
    guard plateau_has_entry(name) != 0 else {
      throw TerminalError(
        description:
          "terminfo has no entry for TERM=\(name.sanitized); set TERM to one it has, as xterm")
    }
    let limit = wanted ?? (variable("NO_COLOR").isEmpty ? .trueColor : .none)
    let claims = ["truecolor", "24bit"].contains(variable("COLORTERM")) || wanted == .trueColor
    if limit == .trueColor, claims {
      let family = name.split(separator: "-").first.map(String.init) ?? name
      for direct in [name + "-direct", family + "-direct", "xterm-direct"]
      where plateau_has_entry(direct) != 0 {
        return TerminalType(name: direct, limit: .trueColor)
      }
    }
    return TerminalType(name: name, limit: limit)
  }

  /// The depth for the colours that the entry has.
  func depth(colors: Int) -> ColorDepth {
    let able: ColorDepth
    switch colors {
    case 0x100_0000...: able = .trueColor
    case 256...: able = .palette
    case 8...: able = .sixteen
    default: able = .none
    }
    return min(able, limit)
  }

  private static func variable(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }
}
