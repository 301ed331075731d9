import CurveStore
import Foundation
import LogReaders
import SeededRandom
import TestSupport
import Testing

/// Console text that changes its form on the way, read in pieces and read whole.
///
/// `PLATEAU_ROUNDS=1000` sets the number of rounds; `PLATEAU_SEED` sets the first seed.
@Suite struct ChangingTextTests {
  private static let seed =
    ProcessInfo.processInfo.environment["PLATEAU_SEED"].flatMap(UInt64.init) ?? 0

  /// The result of reading a part.
  private enum Outcome: Equatable {
    case contents(LogContents)
    case reason(String)

    init?(_ update: LogUpdate) {
      switch update {
      case .unchanged: return nil
      case .changed(let contents, _, _, _): self = .contents(contents)
      case .unreadable(let reason): self = .reason(reason)
      }
    }

    var words: String {
      switch self {
      case .contents(let contents):
        contents.runs.flatMap(\.series).map {
          "\($0.split?.rawValue ?? "-") \($0.name) \($0.points.epochs) \($0.points.steps) \($0.points.values)"
        }.joined(separator: "\n") + "\n\(contents.format.name) \(contents.notes.map(\.sentence))"
      case .reason(let reason): reason
      }
    }
  }

  /// The contents of bytes that are all there at once.
  private static func cold(_ bytes: ArraySlice<UInt8>, isOver: Bool) -> Outcome? {
    var follower = LogFollower(path: "-")
    follower.append(Array(bytes))
    if isOver { follower.finish() }
    return Outcome(follower.next())
  }

  @Test func everyPieceGivesWhatAColdReadGives() {
    for round in 0..<rounds(16) {
      var random = SeededGenerator(seed: Self.seed &+ UInt64(round))
      let bytes = ChangingText.bytes(&random)
      var follower = LogFollower(path: "-")
      var end = 0
      var outcome: Outcome?
      while end < bytes.count {
        let count = random.roll(4) == 0 ? 1 + random.roll(8) : 1 + random.roll(bytes.count / 3 + 1)
        let next = min(bytes.count, end + count)
        follower.append(Array(bytes[end..<next]))
        end = next
        let isOver = end == bytes.count && random.roll(2) == 0
        if isOver { follower.finish() }
        outcome = Outcome(follower.next()) ?? outcome
        let cold = Self.cold(bytes[..<end], isOver: isOver)
        guard outcome != cold else { continue }
        Issue.record(
          "round \(round), \(end) of \(bytes.count) bytes:\n\(outcome?.words ?? "nothing")\ninstead of\n\(cold?.words ?? "nothing")\nin\n\(String(decoding: bytes[..<end], as: UTF8.self))"
        )
        break
      }
    }
  }
}
