internal import RunFiles
internal import RunModel
internal import Training

/// Forwards lines that others append to `commands.jsonl` to the trainer's inbox.
///
/// The file is the queue: no more lines are read than the inbox has room for. A stop behind many
/// other commands is found ahead of them.
struct CommandForwarder: Sendable {
  /// The largest number of lines to read before signals are checked again.
  private static let portion = 1000
  /// The largest number of lines to search for a stop before signals are checked again.
  private static let lookahead = 20_000

  private let inbox: CommandInbox
  private var file: CommandFile
  /// A reader ahead of the other one while that one has to wait.
  private var lookout: CommandFile?
  /// The stop that the lookout has found: it is not forwarded twice.
  private var found: CommandRequest?
  /// Commands that were read but found no room in the inbox.
  private var kept: [CommandRequest] = []
  private var damage: [CommandFile.Damage] = []
  private var damageCount = 0
  private var damageSince: ContinuousClock.Instant?
  /// Called after lines were read and before they are posted.
  private let onRead: @Sendable () -> Void

  init(_ file: CommandFile, inbox: CommandInbox, onRead: @escaping @Sendable () -> Void = {}) {
    self.inbox = inbox
    self.onRead = onRead
    self.file = file
  }

  /// Forwards the next commands; lines that are not commands are reported together, as one warning.
  ///
  /// - Returns: True when more can be forwarded at once.
  /// - Complexity: O(bytes appended).
  mutating func forward() -> Bool {
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

  /// Posts kept requests, then new ones; those that find no room are kept, because others fill the
  /// inbox as well.
  private mutating func post(_ new: [CommandRequest] = []) {
    let requests = kept + new.filter { !isFound($0) }
    kept = []
    for request in requests {
      // There is always room for a stop.
      let mayPost = kept.isEmpty || request.command == .stop(.now)
      if !mayPost || !inbox.post(request) { kept.append(request) }
    }
  }

  /// Returns true for the stop that was forwarded ahead of its turn.
  private mutating func isFound(_ request: CommandRequest) -> Bool {
    guard request == found else { return false }
    found = nil
    return true
  }

  /// Looks for a stop behind the waiting commands, and forwards it.
  ///
  /// - Returns: True when there are more lines to search.
  private mutating func lookAhead(isAtEnd: Bool) -> Bool {
    if isAtEnd {
      (lookout, found) = (nil, nil)
      return false
    }
    guard found == nil else { return false }
    if lookout == nil { lookout = file.lookingAhead() }
    guard let ahead = lookout?.nextStop(atMost: Self.lookahead) else { return false }
    // Without room it is forwarded in its turn.
    if let stop = ahead.stop, inbox.post(stop) { found = stop }
    return !ahead.isAtEnd
  }

  /// Forwards requests that come after the end of training: they are answered or counted.
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

  /// Keeps damage until the end of the file is reached, for a second at most, and reports it as one
  /// warning.
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
