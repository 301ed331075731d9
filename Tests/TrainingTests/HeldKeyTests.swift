import Callbacks
import RunModel
import TestSupport
import Testing
import Training

/// Undo of a value that a held key has changed several times.
@Suite struct HeldKeyTests {
  private static func patience(_ value: Int) -> RunCommand {
    .edit(callback: "early_stopping", field: "patience", value: .integer(value))
  }

  /// The old and new value of every change that training reports; the patience is 9 at first, the
  /// rate 0.1.
  ///
  /// - Parameter requests: The commands with their senders, in parts with a second and more between
  ///   them.
  private func changes(
    _ requests: [(from: String, RunCommand)]...
  ) throws -> (values: [[Double]], refused: Int) {
    let inbox = CommandInbox()
    var (values, refused, count): ([[Double]], Int, Int) = ([], 0, 0)
    let poster = LambdaCallback(onTrainBatchEnd: { batch, _, training in
      let part = training.epoch * 2 + batch
      guard part < requests.count else { return }
      if part > 0 {
        let end = ContinuousClock.now + .milliseconds(1100)
        eventually { ContinuousClock.now > end }
      }
      for (sender, command) in requests[part] {
        count += 1
        inbox.post(CommandRequest(id: "\(sender)\(count)", source: "key press", command))
      }
    })
    try Trainer(
      learner: FakeLearner([1, 1, 1]),
      callbacks: [poster, EarlyStopping(monitor: "val_loss", patience: 9)],
      info: RunInfo(name: "test", epochs: 3), inbox: inbox
    ) { event in
      switch event {
      case .commandApplied(let applied):
        values.append([applied.old, applied.new].compactMap { $0?.number })
      case .commandRefused: refused += 1
      default: break
      }
    }.fit()
    return (values, refused)
  }

  @Test func undoGoesBackToTheValueBeforeTheKeyWasHeldAndRedoToTheLast() throws {
    let held = (10...14).map { (from: "key-", Self.patience($0)) }
    let (values, refused) = try changes(
      held + [("key-", .undo), ("key-", .redo), ("key-", .undo), ("key-", .undo)])
    #expect(values.prefix(5).map(\.last) == [10, 11, 12, 13, 14])
    #expect(values.dropFirst(5) == [[14, 9], [9, 14], [14, 9]])
    #expect(refused == 1)
  }

  /// Redo of several relative changes goes to the rate that they had reached.
  @Test func relativeChangesAreMadeAgainAsOne() throws {
    let double = (from: "key-", RunCommand.setLearningRate(.times(2)))
    let (values, _) = try changes([double, double, double, ("key-", .undo), ("key-", .redo)])
    #expect(values.suffix(2) == [[0.8, 0.1], [0.1, 0.8]])
  }

  @Test func aPauseAnotherValueOrAnotherScreenBeginsAnotherChange() throws {
    func afterUndo(_ requests: [(from: String, RunCommand)]...) throws -> [Double]? {
      let last = requests.count == 2 ? requests[1] : []
      return try changes(requests[0], last + [("key-", .undo)]).values.last
    }
    let (first, second) = (Self.patience(10), Self.patience(11))
    #expect(try afterUndo([("key-", first), ("key-", second)]) == [11, 9])
    #expect(try afterUndo([("key-", first)], [("key-", second)]) == [11, 10])
    #expect(try afterUndo([("key-", first), ("b-key-", second)]) == [11, 10])
    // A program that writes lines one after the other means each of them.
    #expect(try afterUndo([("line-", first), ("line-", second)]) == [11, 10])
    #expect(
      try afterUndo([("key-", first), ("key-", .setLearningRate(.to(0.5))), ("key-", second)])
        == [11, 10])
    // A value that was undone begins anew.
    #expect(
      try afterUndo([("key-", first), ("key-", second), ("key-", .undo), ("key-", first)])
        == [10, 9])
  }

  /// Back at its first value, nothing is left to undo.
  @Test func aValueThatIsBackIsNoChange() throws {
    let (values, refused) = try changes([
      ("key-", .setLearningRate(.to(0.5))), ("key-", Self.patience(10)), ("key-", Self.patience(9)),
      ("key-", .undo), ("key-", .undo),
    ])
    #expect(values.last == [0.5, 0.1] && refused == 1)
  }
}
