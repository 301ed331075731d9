internal import CNcurses
internal import Cells

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A terminal description and the colours to show with it.
struct TerminalType {
  /// A terminal description.
  enum Description: Equatable {
    /// A description in the system's terminfo, by name.
    case known(String)
    /// A description that the program includes: its name, and its value for `TERMINFO`.
    case own(String, String)

    /// The name for `TERM`.
    var name: String {
      switch self {
      case .known(let name), .own(let name, _): name
      }
    }
  }

  let entry: Description
  private let limit: ColorDepth

  private static let ownPalette = Description.own("plateau-xterm", TerminalEntries.palette)
  private static let ownDirect = Description.own("plateau-direct", TerminalEntries.direct)

  /// Chooses a description from the environment variables.
  ///
  /// - Parameter wanted: the colours the user asked for; nil for all that the terminal has, or none with `NO_COLOR`.
  /// - Throws: `TerminalError` when there is no terminal, or it cannot place its cursor.
  static func find(_ wanted: ColorDepth?) throws -> TerminalType {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw TerminalError(description: "standard input and output are not a terminal")
    }
    let name = variable("TERM")
    if ["dumb", "unknown", "emacs"].contains(name) || cannotPlaceCursor(name) {
      throw TerminalError(
        description:
          "the terminal \(name.sanitized) cannot place its cursor; set TERM to its type if it can")
    }
    let limit = wanted ?? (variable("NO_COLOR").isEmpty ? .trueColor : .none)
    let family = name.split(separator: "-").first.map(String.init) ?? ""
    let claims =
      ["truecolor", "24bit"].contains(variable("COLORTERM")) || wanted == .trueColor
      || name.hasSuffix("-direct")
    if limit == .trueColor, claims {
      let known = [name, name + "-direct", family + "-direct", "xterm-direct"]
      let direct = known.first { $0.hasSuffix("-direct") && has($0) }.map(Description.known)
      return TerminalType(entry: direct ?? ownDirect, limit: .trueColor)
    }
    let known = alternatives(to: name, of: family).first(where: has)
    return TerminalType(entry: known.map(Description.known) ?? ownPalette, limit: limit)
  }

  /// The names to look for, in order: the terminal's own, then those most similar to it.
  static func alternatives(to name: String, of family: String) -> [String] {
    let like: [String] =
      switch family {
      case "tmux": ["tmux-256color", "screen-256color", "screen"]
      case _ where family.hasPrefix("screen"): ["screen-256color", "screen"]
      case "rxvt": ["rxvt-unicode-256color", "rxvt-unicode", "rxvt"]
      case "linux": ["linux"]
      case _ where family.hasPrefix("vt"): ["vt220", "vt102", "vt100"]
      // Every terminal of the last twenty years imitates xterm.
      default: []
      }
    return [name] + like + ["xterm-256color", "xterm", "screen-256color"]
  }

  /// False for terminals that print a question for a mode instead of answering it: the Linux console
  /// and Apple's Terminal.
  var answersQuestions: Bool {
    !entry.name.hasPrefix("linux") && !entry.name.hasPrefix("vt")
      && Self.variable("TERM_PROGRAM") != "Apple_Terminal"
  }

  private static func has(_ name: String) -> Bool {
    guard !name.isEmpty, plateau_open_entry(name) != 0 else { return false }
    plateau_close_entry()
    return true
  }

  private static func cannotPlaceCursor(_ name: String) -> Bool {
    guard !name.isEmpty, plateau_open_entry(name) != 0 else { return false }
    defer { plateau_close_entry() }
    return plateau_capability("cup") == nil
  }

  /// Sets the terminal up for ncurses.
  ///
  /// - Parameter size: the size that is drawn; otherwise ncurses allocates memory for the size the terminal claims.
  /// - Returns: nil when ncurses rejects the description.
  func open(_ size: Size) -> OpaquePointer? {
    var variables = ["LINES": "\(size.height)", "COLUMNS": "\(size.width)"]
    if case .own(_, let description) = entry { variables["TERMINFO"] = description }
    let before = variables.keys.map { name in (name, getenv(name).map { String(cString: $0) }) }
    for (name, value) in variables { setenv(name, value, 1) }
    defer {
      for (name, value) in before {
        if let value { setenv(name, value, 1) } else { unsetenv(name) }
      }
    }
    return plateau_newterm(entry.name)
  }

  /// True when the description has all colours.
  var isDirect: Bool { limit == .trueColor && entry.name.hasSuffix("-direct") }

  /// The colour depth for the number of colours in the description.
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

  static func variable(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }
}
