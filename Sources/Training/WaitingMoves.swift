internal import Callbacks
internal import RunModel

/// A move of a callback that waits for the end of the epoch.
struct WaitingMove {
  var number: Int
  var request: CommandRequest
  var callback: String
  var places: Int
  var isUndo: Bool
}

/// The moves that wait for the end of the epoch; their number is limited, because all are made at
/// one safe point.
struct WaitingMoves {
  /// The number of moves that may wait, without those that undo others.
  private static let limit = 100

  private var moves: [WaitingMove] = []
  private var count = 0

  /// Their requests, in order.
  var requests: [CommandRequest] { moves.map(\.request) }

  /// The callbacks with the places by which they will be moved, in order.
  var places: [(id: String, places: Int)] { moves.map { ($0.callback, $0.places) } }

  /// Adds a move.
  ///
  /// - Returns: Its number.
  /// - Throws: `EditRefusal` when too many wait.
  mutating func add(
    _ callback: String, by places: Int, _ request: CommandRequest, isUndo: Bool
  ) throws(EditRefusal) -> Int {
    guard isUndo || moves.count < Self.limit else {
      throw EditRefusal(
        "\(moves.count) moves are already waiting for the epoch to end; try again then")
    }
    count += 1
    moves.append(
      WaitingMove(
        number: count, request: request, callback: callback, places: places, isUndo: isUndo))
    return count
  }

  /// Removes a move; nil when it no longer waits.
  mutating func remove(_ number: Int) -> WaitingMove? {
    moves.firstIndex { $0.number == number }.map { moves.remove(at: $0) }
  }

  /// Removes all moves.
  mutating func removeAll() -> [WaitingMove] {
    defer { moves = [] }
    return moves
  }
}
