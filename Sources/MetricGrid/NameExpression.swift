#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A regular expression that matches parts of names, without regard to case.
///
/// It is one of POSIX (`regcomp`), with `\d`, `\D` and `(?:…)` as well: such expressions are matched
/// without backtracking, so that none that is typed can stop the screen.
final class NameExpression {
  private var compiled: regex_t

  private init(_ compiled: regex_t) { self.compiled = compiled }

  deinit { regfree(&compiled) }

  /// The longest expression, in bytes.
  private static let longest = 200
  /// The most repetitions that counts such as `{3,5}` may give together.
  private static let mostRepetitions = 100

  /// Reads an expression; nil when it is not valid, or too large.
  static func read(_ text: String) -> NameExpression? {
    var compiled = regex_t()
    guard text.utf8.count <= longest, let posix = posix(text),
      regcomp(&compiled, posix, REG_EXTENDED | REG_ICASE | REG_NOSUB) == 0
    else { return nil }
    return NameExpression(compiled)
  }

  /// Returns true when it matches a part of a name.
  func matches(_ name: String) -> Bool { regexec(&compiled, name, 0, nil, 0) == 0 }

  /// The expression in the words of POSIX; nil for one that needs backtracking, or repeats too often.
  private static func posix(_ text: String) -> String? {
    var (posix, rest) = ("", text[...])
    var (isSet, repetitions) = (false, 1)
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        guard let next = rest.popFirst(), let words = escaped(next, isSet: isSet) else {
          return nil
        }
        posix += words
      case "[" where isSet && rest.first == ":":
        // A class such as [:alpha:].
        guard let end = rest.firstRange(of: ":]") else { return nil }
        posix += "[" + rest[..<end.upperBound]
        rest = rest[end.upperBound...]
      case "[" where !isSet:
        isSet = true
        posix.append(character)
        // A bracket that comes first is one of the set.
        for first in ["^", "]"] as [Character] where rest.first == first {
          posix.append(first)
          rest.removeFirst()
        }
      case "]":
        isSet = false
        posix.append(character)
      case "(" where !isSet && rest.first == "?":
        guard rest.hasPrefix("?:") else { return nil }
        rest.removeFirst(2)
        posix.append(character)
      case "{" where !isSet:
        let counts = rest.prefix { $0 != "}" }.split(separator: ",").compactMap { Int($0) }
        repetitions *= max(1, min(counts.max() ?? 1, mostRepetitions + 1))
        if repetitions > mostRepetitions { return nil }
        posix.append(character)
      default: posix.append(character)
      }
    }
    return posix
  }

  /// A character after a backslash; nil for what POSIX cannot say, such as the number of a group.
  private static func escaped(_ character: Character, isSet: Bool) -> String? {
    switch (character, isSet) {
    case ("d", true): "0-9"
    case ("w", true): "[:alnum:]_"
    case ("s", true): "[:space:]"
    case ("d", false): "[0-9]"
    case ("D", false): "[^0-9]"
    case (_, true): ".+*?|()/$ ".contains(character) ? String(character) : nil
    case ("0"..."9", false): nil
    default: "\\\(character)"
    }
  }
}
