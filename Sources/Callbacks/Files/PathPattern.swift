/// The possible names of one part of a path, in which fields in braces stand for numbers.
struct PathPattern: Equatable {
  /// The kind of text that fills a field.
  enum Field: Equatable {
    /// An epoch or a batch, with a least number of digits.
    case count(width: Int)
    /// A metric; Python marks every `float` by a point, an exponent, `nan` or `inf`, except with
    /// `:.0f`.
    case number(isMarked: Bool)

    /// Returns true when a text can fill the field.
    func accepts(_ text: Substring) -> Bool {
      switch self {
      case .count(let width):
        text.utf8.count >= max(1, width) && Int(text.drop { $0 == " " }) != nil
          && text.allSatisfy(allows)
      case .number(let isMarked):
        Double(text) != nil && text.allSatisfy(allows)
          && (!isMarked || text.contains(where: Self.marks))
      }
    }

    /// Returns true when the field can contain a letter.
    func allows(_ letter: Character) -> Bool {
      switch self {
      case .count: letter == " " || letter.isASCII && letter.isNumber
      case .number: letter.isASCII && letter.isNumber || "+-.einaf".contains(letter)
      }
    }

    /// Returns true for a letter that marks a number as a `float`.
    static func marks(_ letter: Character) -> Bool { ".en".contains(letter) }

    fileprivate var width: Int { if case .count(let width) = self { max(1, width) } else { 1 } }
  }

  /// A letter, or a field.
  enum Element: Equatable {
    case letter(Character)
    case field(Field)
  }

  var elements: [Element]

  /// True when it matches one name only.
  var isFixed: Bool {
    elements.allSatisfy { if case .letter = $0 { true } else { false } }
  }

  /// That name, if there is only one.
  var text: String {
    String(elements.compactMap { if case .letter(let letter) = $0 { letter } else { nil } })
  }

  /// Returns the pattern of longer names.
  func appending(_ suffix: String) -> PathPattern {
    PathPattern(elements: elements + suffix.map(Element.letter))
  }

  /// Returns true when a name matches.
  ///
  /// - Complexity: O(name^(fields + 1)) at worst; file names are short.
  func matches(_ name: some StringProtocol) -> Bool {
    Self.match(elements[...], Substring(name))
  }

  private static func match(_ elements: ArraySlice<Element>, _ name: Substring) -> Bool {
    switch elements.first {
    case nil: return name.isEmpty
    case .letter(let letter)?:
      return name.first == letter && match(elements.dropFirst(), name.dropFirst())
    case .field(let field)?:
      var end = name.startIndex
      while end < name.endIndex, field.allows(name[end]) {
        end = name.index(after: end)
        if field.accepts(name[..<end]), match(elements.dropFirst(), name[end...]) { return true }
      }
      return false
    }
  }

  // MARK: two patterns

  /// A letter, one letter of a field, any number of them, or the letter that marks a number.
  private enum Step {
    case letter(Character)
    case one(Field)
    case many(Field)
    case mark

    func allows(_ letter: Character) -> Bool {
      switch self {
      case .letter(let own): own == letter
      case .one(let field), .many(let field): field.allows(letter)
      case .mark: Field.marks(letter)
      }
    }
  }

  private var steps: [Step] {
    elements.flatMap { element -> [Step] in
      switch element {
      case .letter(let letter): return [.letter(letter.lowercased().first ?? letter)]
      case .field(let field) where field == .number(isMarked: true):
        return [.many(field), .mark, .many(field)]
      case .field(let field):
        return Array(repeating: .one(field), count: field.width) + [.many(field)]
      }
    }
  }

  /// Returns true when both can match one name; upper and lower case count as equal, as on some
  /// disks.
  ///
  /// - Complexity: O(letters of one × letters of the other).
  func canEqual(_ other: PathPattern) -> Bool {
    let (mine, theirs) = (steps, other.steps)
    var seen: Set<Int> = []
    var positions = [(0, 0)]
    while let (a, b) = positions.popLast() {
      guard seen.insert(a * (theirs.count + 1) + b).inserted else { continue }
      if a == mine.count, b == theirs.count { return true }
      if a < mine.count, case .many = mine[a] { positions.append((a + 1, b)) }
      if b < theirs.count, case .many = theirs[b] { positions.append((a, b + 1)) }
      guard a < mine.count, b < theirs.count, Self.share(mine[a], theirs[b]) else { continue }
      positions.append((Self.after(a, mine[a]), Self.after(b, theirs[b])))
    }
    return false
  }

  /// A step that matches any number of letters is not left by matching one.
  private static func after(_ index: Int, _ step: Step) -> Int {
    if case .many = step { index } else { index + 1 }
  }

  private static func share(_ a: Step, _ b: Step) -> Bool {
    switch (a, b) {
    case (.letter(let letter), let other), (let other, .letter(let letter)): other.allows(letter)
    // All fields share the digits; a mark is not a digit.
    case (.mark, let other), (let other, .mark): ".en".contains(where: other.allows)
    default: true
    }
  }
}
