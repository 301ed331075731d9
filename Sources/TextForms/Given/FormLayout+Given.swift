internal import CurveStore

extension FormLayout {
  /// Gives the numbers the names of the first pattern that the line matches, in place of what was
  /// found; the other numbers are left out.
  ///
  /// - Returns: The pattern; nil when none matches.
  mutating func name(_ line: [UInt8], by forms: [GivenForm]) -> GivenForm? {
    for form in forms {
      guard let numbers = FormMatch.numbers(form, in: line, slots) else { continue }
      for index in slots.indices { slots[index] = Self.unread(slots[index]) }
      for (name, index) in numbers { slots[index].use(name, numbers) }
      return form
    }
    return nil
  }

  /// A number that the pattern does not name.
  private static func unread(_ slot: TextSlot) -> TextSlot {
    var unread = TextSlot(number: slot.number)
    unread.column = slot.column
    unread.cell = slot.cell
    unread.isWhole = slot.isWhole
    unread.use = .ignored(.given)
    return unread
  }
}

extension TextSlot {
  /// Takes a name of a pattern, whose numbers are known by name.
  fileprivate mutating func use(_ name: String, _ numbers: [String: Int]) {
    self.name = name
    isJoined = true
    switch name {
    case "epoch": (use, total) = (.counter(.epoch), numbers["epochs"])
    case "step": (use, total) = (.counter(.step), numbers["steps"])
    case "epochs", "steps": use = .ignored(.total)
    default: use = .measure
    }
  }
}
