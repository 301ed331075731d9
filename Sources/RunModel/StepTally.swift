/// The steps before each epoch of a run whose epochs have no known length.
struct StepTally: Equatable, Sendable {
  private var before: [Int: Int] = [:]

  /// The steps before an epoch; those before the last known one where it has not begun.
  func steps(before epoch: Int) -> Int {
    before[epoch] ?? before.max { $0.key < $1.key }?.value ?? 0
  }

  /// The steps at the end of an epoch that has ended; nil while it has not.
  func steps(atEndOf epoch: Int) -> Int? { before[epoch + 1] }

  /// Notes that an epoch begins after some steps.
  mutating func begin(_ epoch: Int, after steps: Int) {
    if before[epoch] == nil { before[epoch] = steps }
  }

  /// Forgets the epochs after one that is trained again.
  mutating func rewind(to epoch: Int) {
    before = before.filter { $0.key <= epoch }
  }
}
