import CNcurses
import Cells
import Dashboard
import SeededRandom

/// Input of a terminal that means nothing to the dashboard.
enum StrayInput {
  /// The sequences that common terminals send for keys with a binding.
  private static let bound: Set<String> = {
    var known: Set<String> = ["\u{1B}", "\u{1B}[Z", "\u{1B}[1;2C", "\u{1B}[1;2D", "\u{1B}OM"]
    for lead in ["\u{1B}[", "\u{1B}O"] { for end in "ABCDFH" { known.insert(lead + [end]) } }
    for number in 1...24 { known.insert("\u{1B}[\(number)~") }
    for end in "PQRS" { known.insert("\u{1B}O" + [end]) }
    for end in "ABCDE" { known.insert("\u{1B}[[" + [end]) }
    return known
  }()

  /// Every byte that is not a key by itself.
  static var bytes: [[UInt8]] {
    (UInt8.min...UInt8.max).filter { byte in
      // Escape closes whatever is open; the others are in the table of keys.
      if byte >= 0x80 { return true }
      let key = TerminalInput().events([byte]).first
      return key.map { KeyTable.binding(for: $0) == nil } ?? false
    }.map { [$0] }
  }

  private static let keysInUse: Set<String> = Set(
    [
      "kcuu1", "kcud1", "kcub1", "kcuf1", "kLFT", "kRIT", "kpp", "knp", "khome", "kend", "kent",
      "kcbt", "kbs", "kdch1",
    ] + (1...12).map { "kf\($0)" })

  /// The sequences in a terminal's description, without those of keys with a binding.
  static func keys(of terminal: String) -> [[UInt8]] {
    guard plateau_open_entry(terminal) != 0 else { return [] }
    defer { plateau_close_entry() }
    var keys: [[UInt8]] = []
    var index: Int32 = 0
    while let name = plateau_capability_name(index).map({ String(cString: $0) }) {
      index += 1
      guard name.hasPrefix("k"), !keysInUse.contains(name), let bytes = plateau_capability(name)
      else { continue }
      // A key of Control, such as `^Z` for suspending.
      let text = String(cString: bytes)
      if text.utf8.count > 1, !bound.contains(text) { keys.append(Array(text.utf8)) }
    }
    return keys
  }

  /// Random sequences by the rules that terminals keep.
  static func sequences(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var random = SeededGenerator(seed: seed)
    var made: [[UInt8]] = []
    while made.count < count {
      let sequence = sequence(&random)
      if !bound.contains(String(decoding: sequence, as: UTF8.self)) { made.append(sequence) }
    }
    return made
  }

  private static func sequence(_ random: inout SeededGenerator) -> [UInt8] {
    func some(_ count: ClosedRange<Int>, of range: ClosedRange<UInt8>) -> [UInt8] {
      (0..<Int.random(in: count, using: &random)).map { _ in .random(in: range, using: &random) }
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1:
      // A final M without parameters begins a report of the mouse, [ a key of the console, < a press.
      let parameters: [UInt8] = some(1...8, of: 0x30...0x3B) + some(0...2, of: 0x20...0x2F)
      return [0x1B, 0x5B] + parameters + some(1...1, of: 0x40...0x7E)
    case 2: return [0x1B, 0x4F] + some(0...3, of: 0x30...0x39) + some(1...1, of: 0x61...0x7A)
    case 3:
      let ends: [[UInt8]] = [[0x07], [0x1B, 0x5C]]
      let end: [UInt8] = ends.randomElement(using: &random) ?? []
      return [0x1B, 0x5D] + some(0...40, of: 0x20...0x7E) + end
    case 4:
      let kinds: [UInt8] = [0x50, 0x58, 0x5E, 0x5F]
      let begin: UInt8 = kinds.randomElement(using: &random) ?? 0x50
      return [0x1B, begin] + some(0...40, of: 0x20...0x7E) + [0x1B, 0x5C]
    // Neither a press of the first button nor the wheel.
    case 5: return [0x1B, 0x5B, 0x4D] + some(1...1, of: 0x21...0x5F) + some(2...2, of: 0x20...0xFF)
    case 6: return [0x1B] + some(1...1, of: 0x61...0x7A)
    default: return [0x1B] + some(1...2, of: 0x20...0x2F) + some(1...1, of: 0x30...0x7E)
    }
  }
}

extension TerminalInput {
  /// The keys of bytes that nothing follows.
  fileprivate func events(_ bytes: [UInt8]) -> [Key] {
    var input = self
    return input.read(bytes).compactMap { if case .key(let key) = $0 { key } else { nil } }
  }
}
