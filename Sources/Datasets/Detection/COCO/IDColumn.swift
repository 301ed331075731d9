/// Ids one after the other: eight bytes for each number, more only for names.
struct IDColumn: Sendable {
  private var numbers: [Int] = []
  /// The ids that are names, by their index.
  private var names: [Int: String] = [:]

  /// The number of ids.
  var count: Int { numbers.count }

  /// The id with an index.
  subscript(index: Int) -> ObjectID {
    if !names.isEmpty, let name = names[index] { return .text(name) }
    return .number(numbers[index])
  }

  /// Adds an id.
  mutating func append(_ id: ObjectID) {
    switch id {
    case .number(let number): numbers.append(number)
    case .text(let name):
      names[numbers.count] = name
      numbers.append(0)
    }
  }
}

/// The ids that were seen: a bit for each small number, more only for other ids.
struct SeenIDs {
  private var bits: [UInt64]
  private var others: Set<ObjectID> = []

  /// - Parameter count: The number of ids to expect.
  init(expecting count: Int) { bits = Array(repeating: 0, count: count / 8 + 1024) }

  /// Notes an id; returns `false` if it was seen before.
  mutating func insert(_ id: ObjectID) -> Bool {
    guard case .number(let number) = id, number >= 0, number >> 6 < bits.count else {
      return others.insert(id).inserted
    }
    let bit = UInt64(1) << UInt64(number & 63)
    defer { bits[number >> 6] |= bit }
    return bits[number >> 6] & bit == 0
  }
}
