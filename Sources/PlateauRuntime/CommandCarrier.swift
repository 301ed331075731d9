internal import RunLogs
internal import RunModel
internal import Training

/// Carries what others append to `commands.jsonl` to the trainer's inbox.
///
/// The file is the queue: no more is taken than the inbox has room for, and a stop behind many other commands is
/// looked for ahead of them.
struct CommandCarrier: Sendable {
  /// Lines that are looked at before the next look at the signals.
  private static let portion = 1000
  /// Lines that are searched for a stop before the next look at the signals.
  private static let lookahead = 20_000

  private let inbox: CommandInbox
  private var file: CommandFile
  /// A reader that is ahead of the other one while that has to wait.
  private var lookout: CommandFile?
  /// The stop that the lookout has found: it is not carried twice.
  private var found: CommandRequest?
  private var damage: [CommandFile.Damage] = []
  private var damageCount = 0
  private var damageSince: ContinuousClock.Instant?

  init(_ file: CommandFile, inbox: CommandInbox) {
    self.inbox = inbox
    self.file = file
  }

  /// Carries the next commands; lines that are none are told together, as one warning.
  ///
  /// - Returns: whether more can be carried at once.
  /// - Complexity: O(bytes appended).
  mutating func carry() -> Bool {
    let limit = min(Self.portion, inbox.room)
    var isAtEnd = false
    if limit > 0 {
      let next = file.next(atMost: limit)
      isAtEnd = next.isAtEnd
      for request in next.requests {
        if request == found { found = nil } else { inbox.post(request) }
      }
      note(next.damage, isAtEnd: isAtEnd)
    }
    inbox.tell(hasMore: !isAtEnd)
    var isLookingAhead = false
    if isAtEnd {
      (lookout, found) = (nil, nil)
    } else if found == nil {
      if lookout == nil { lookout = file }
      if let ahead = lookout?.nextStop(atMost: Self.lookahead) {
        found = ahead.stop
        if let stop = ahead.stop { inbox.post(stop) }
        isLookingAhead = !ahead.isAtEnd
      }
    }
    return isLookingAhead || !isAtEnd && inbox.room > 0
  }

  /// Keeps damage until the file's end is reached, a second at most, and tells it as one warning.
  private mutating func note(_ new: [CommandFile.Damage], isAtEnd: Bool) {
    let now = ContinuousClock().now
    if !new.isEmpty {
      damageSince = damageSince ?? now
      damageCount += new.count
      damage += new.prefix(1 - min(1, damage.count))
    }
    guard let first = damage.first, let damageSince,
      isAtEnd || now - damageSince > .seconds(1)
    else { return }
    let words = (first.line.map { "line \($0): " } ?? "") + first.reason
    inbox.post(
      remark: damageCount == 1
        ? words : "\(damageCount) lines are not commands; the first: \(words)",
      from: "commands.jsonl")
    (damage, damageCount, self.damageSince) = ([], 0, nil)
  }
}
