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

/// Moves that wait for the end of the epoch; all are made at one safe point, so there are not many.
struct WaitingMoves {
  /// Moves that may wait, beside those that take others back.
  private static let limit = 100

  private var moves: [WaitingMove] = []
  private var count = 0

  /// Who asked for them, in order.
  var requests: [CommandRequest] { moves.map(\.request) }

  /// Adds a move.
  ///
  /// - Returns: the number it waits under.
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

  /// Takes one out; nil when it no longer waits.
  mutating func take(_ number: Int) -> WaitingMove? {
    moves.firstIndex { $0.number == number }.map { moves.remove(at: $0) }
  }

  /// Takes all out.
  mutating func takeAll() -> [WaitingMove] {
    defer { moves = [] }
    return moves
  }
}
