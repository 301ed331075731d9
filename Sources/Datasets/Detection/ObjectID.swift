/// The id of an image or a class in a file: a number or a name.
public enum ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// A number, as in COCO.
  case number(Int)
  /// A name.
  case text(String)

  public var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): "\"\(text)\""
    }
  }

  /// Numbers come before names.
  public static func < (first: Self, second: Self) -> Bool {
    switch (first, second) {
    case (.number(let first), .number(let second)): first < second
    case (.text(let first), .text(let second)): first < second
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}
