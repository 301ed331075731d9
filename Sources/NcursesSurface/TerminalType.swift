internal import CNcurses
internal import Cells

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which terminal description to use, and how many colours to show with it.
struct TerminalType {
  /// A description, of the system or of the program.
  enum Entry: Equatable {
    /// One that terminfo has, by its name.
    case known(String)
    /// One that the program brings, by its name and as a value for `TERMINFO`.
    case own(String, String)

    /// The name.
    var name: String {
      switch self {
      case .known(let name), .own(let name, _): name
      }
    }
  }

  let entry: Entry
  private let limit: ColorDepth

  private static let ownPalette = Entry.own("plateau-xterm", TerminalEntries.palette)
  private static let ownDirect = Entry.own("plateau-direct", TerminalEntries.direct)

  /// Looks at the environment.
  ///
  /// - Parameter wanted: the colours a person asked for; nil for all there are, none with `NO_COLOR`.
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
      let direct = known.first { $0.hasSuffix("-direct") && has($0) }.map(Entry.known)
      return TerminalType(entry: direct ?? ownDirect, limit: .trueColor)
    }
    let known = alternatives(to: name, of: family).first(where: has)
    return TerminalType(entry: known.map(Entry.known) ?? ownPalette, limit: limit)
  }

  /// The names to look for in order: itself, then what is most like it.
  static func alternatives(to name: String, of family: String) -> [String] {
    let like: [String] =
      switch family {
      case "tmux": ["tmux-256color", "screen-256color", "screen"]
      case _ where family.hasPrefix("screen"): ["screen-256color", "screen"]
      case "rxvt": ["rxvt-unicode-256color", "rxvt-unicode", "rxvt"]
      case "linux": ["linux"]
      case _ where family.hasPrefix("vt"): ["vt220", "vt102", "vt100"]
      // All that came up in the last twenty years do what xterm does.
      default: []
      }
    return [name] + like + ["xterm-256color", "xterm", "screen-256color"]
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
  /// - Parameter size: what is drawn; ncurses would take memory for all that a terminal claims.
  /// - Returns: nil when ncurses takes none of the descriptions.
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
