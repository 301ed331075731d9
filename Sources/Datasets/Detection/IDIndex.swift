/// An index of ids, which is quick if the ids are small whole numbers.
public struct IDIndex: Sendable {
  private var dense: [Int32] = []
  private var sparse: [ObjectID: Int] = [:]

  /// Creates an index of ids, numbered in their order.
  public init(_ ids: some Collection<ObjectID>) {
    let limit = 4 * ids.count + 1 << 20
    var largest = -1
    for case .number(let number) in ids where number < limit { largest = max(largest, number) }
    dense = Array(repeating: -1, count: largest + 1)
    for (index, id) in ids.enumerated() { insert(id, index) }
  }

  /// Adds an id for an index, unless the id is taken.
  public mutating func insert(_ id: ObjectID, _ index: Int) {
    guard self[id] == nil else { return }
    if case .number(let number) = id, dense.indices.contains(number) {
      dense[number] = Int32(truncatingIfNeeded: index)
    } else {
      sparse[id] = index
    }
  }

  /// The index of an id.
  public subscript(id: ObjectID) -> Int? {
    if case .number(let number) = id, dense.indices.contains(number) {
      return dense[number] >= 0 ? Int(dense[number]) : sparse[id]
    }
    return sparse[id]
  }
}
