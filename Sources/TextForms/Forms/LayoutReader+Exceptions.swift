/// Numbers that are neither counted nor measured: parts of names and of sentences.
extension LayoutReader {
  /// Returns true for the number within a name that says over how much a mean was taken, as in
  /// `Mean reward over 100 episodes: 21.5`.
  func isWindow(_ index: Int) -> Bool {
    guard phrase.count > 1, let last = phrase.last, last == index - 1, tokens[index].isWhole,
      Self.windows.contains(text(last).lowercased()) || isDataSize(index),
      index + 1 < tokens.count
    else { return false }
    var next = index + 1
    while next < tokens.count, next <= index + 3,
      tokens[next].kind == .word || tokens[next].mark == UInt8(ascii: ")")
    { next += 1 }
    return next + 1 < tokens.count && ":=".utf8.contains(tokens[next].mark)
      && tokens[next + 1].kind == .number
  }

  /// Returns true for the numbers of `(inf --> 0.0175)`, which tell an improvement.
  func isImprovement(_ index: Int) -> Bool {
    guard scopes.last?.open == UInt8(ascii: "(") else { return false }
    let numbers = tokens.indices.filter { abs($0 - index) <= 4 && tokens[$0].kind == .number }
    return zip(numbers, numbers.dropFirst()).contains { first, second in
      (first == index || second == index) && isArrow(from: first, to: second)
    }
  }

  /// Returns true when only an arrow stands between two tokens.
  private func isArrow(from first: Int, to second: Int) -> Bool {
    let between = line[Int(tokens[first].end)..<Int(tokens[second].start)].filter { $0 > 0x20 }
    return ["->", "-->", "--->", "=>", "→"].contains(String(decoding: between, as: UTF8.self))
  }

  /// Returns true for the number of samples in `Accuracy on 9986 test data: 99.98`, which is not part
  /// of the name.
  func isDataSize(_ index: Int) -> Bool {
    phrase.last.map { Self.subjects.contains(text($0).lowercased()) } ?? false
  }

  /// Returns true for the first number of `Minibatch[101-200]`.
  func isRangeStart(_ index: Int) -> Bool {
    guard !phrase.isEmpty, tokens[index].isWhole, index > 0, index + 3 < tokens.count,
      tokens[index - 1].mark == UInt8(ascii: "["), tokens[index + 1].mark == UInt8(ascii: "-"),
      tokens[index + 2].kind == .number, tokens[index + 2].isWhole
    else { return false }
    return tokens[index + 3].mark == UInt8(ascii: "]")
      && tokens[index + 2].value > tokens[index].value
  }

  /// Returns true for the number of a command's option: `-epoch 25`.
  func isOption(_ index: Int) -> Bool {
    guard let first = phrase.first, phrase.count == 1, first > 1, first == index - 1 else {
      return false
    }
    return tokens[first - 1].mark == UInt8(ascii: "-") && gapBefore(first) == 0
      && (gapBefore(first - 1) > 0 || tokens[first - 2].mark == UInt8(ascii: "-"))
  }

  /// The words before the number of samples.
  static let subjects: Set<String> = ["on", "for", "of"]

  /// The words before the length of a window.
  static let windows: Set<String> = ["over", "last", "past", "previous", "latest", "recent"]
}
