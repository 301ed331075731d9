internal import RunFiles
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
  /// Commands that were read and found no room.
  private var kept: [CommandRequest] = []
  private var damage: [CommandFile.Damage] = []
  private var damageCount = 0
  private var damageSince: ContinuousClock.Instant?
  /// Called when lines were read and before they are posted.
  private let onRead: @Sendable () -> Void

  init(_ file: CommandFile, inbox: CommandInbox, onRead: @escaping @Sendable () -> Void = {}) {
    self.inbox = inbox
    self.onRead = onRead
    self.file = file
  }

  /// Carries the next commands; lines that are none are told together, as one warning.
  ///
  /// - Returns: whether more can be carried at once.
  /// - Complexity: O(bytes appended).
  mutating func carry() -> Bool {
    if inbox.isClosed { return passOver() }
    post()
    var isAtEnd = false
    let limit = min(Self.portion, inbox.room)
    if limit > 0, kept.isEmpty {
      let next = file.next(atMost: limit)
      isAtEnd = next.isAtEnd
      onRead()
      post(next.requests)
      note(next.damage, isAtEnd: isAtEnd)
    }
    inbox.tell(hasMore: !isAtEnd || !kept.isEmpty)
    let isLookingAhead = lookAhead(isAtEnd: isAtEnd && !file.isWaitingForBytes)
    return isLookingAhead || !isAtEnd && inbox.room > 0
  }

  /// Posts what was kept, then what is new; what finds no room is kept: others fill the inbox, too.
  private mutating func post(_ new: [CommandRequest] = []) {
    let requests = kept + new.filter { !isFound($0) }
    kept = []
    for request in requests {
      // A stop has a room of its own.
      let mayPost = kept.isEmpty || request.command == .stop(.now)
      if !mayPost || !inbox.post(request) { kept.append(request) }
    }
  }

  /// Whether this is the stop that was carried ahead.
  private mutating func isFound(_ request: CommandRequest) -> Bool {
    guard request == found else { return false }
    found = nil
    return true
  }

  /// Looks for a stop behind the commands that wait, and carries it.
  ///
  /// - Returns: whether there is more to look at.
  private mutating func lookAhead(isAtEnd: Bool) -> Bool {
    if isAtEnd {
      (lookout, found) = (nil, nil)
      return false
    }
    guard found == nil else { return false }
    if lookout == nil { lookout = file.lookingAhead() }
    guard let ahead = lookout?.nextStop(atMost: Self.lookahead) else { return false }
    // Without room it comes in its turn.
    if let stop = ahead.stop, inbox.post(stop) { found = stop }
    return !ahead.isAtEnd
  }

  /// Hands over what comes after the end of training: it is answered or counted.
  private mutating func passOver() -> Bool {
    post()
    let rest = file.passOver(atMost: Self.lookahead)
    post(rest.requests)
    if rest.others > 0 {
      inbox.countLate(
        rest.others, first: CommandRequest.id(ofLine: rest.first), from: "commands.jsonl")
    }
    note([], isAtEnd: true)
    inbox.tell(hasMore: !rest.isAtEnd)
    return !rest.isAtEnd
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
    let isPosted = inbox.post(
      remark: damageCount == 1
        ? words : "\(damageCount) lines are not commands; the first: \(words)",
      from: "commands.jsonl")
    guard isPosted else { return }
    (damage, damageCount, self.damageSince) = ([], 0, nil)
  }
}
