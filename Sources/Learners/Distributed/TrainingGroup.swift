public import Datasets
public import Messages
public import Networks
public import RunModel
internal import SystemThreads

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Unchecked: the main thread makes it and ends it, and only the trainer's thread uses it in between,
// besides the signs of life, which `RankCalls` keeps apart from its calls.

/// The ranks that train one network together, each on its part of every batch.
///
/// The batch is the recipe's, whatever the number of ranks: the same recipe gives the same
/// training. Use it from one thread at a time.
public final class TrainingGroup: GradientExchange, @unchecked Sendable {
  /// The messages between the ranks.
  public let messages: any Messages
  /// The reason why the ranks cannot go on together; nil as long as they can.
  public private(set) var failure: MessagesError?

  /// True once all ranks have prepared their data and obey the leader.
  public private(set) var hasAgreed = false

  /// The names of the ranks' hosts, in their order; empty where they are not known.
  public var hosts: [String] = []
  /// The work of all ranks as told last, until it is taken.
  var loads: [RankLoad]?
  /// The work of this rank.
  var work = RankWork()
  /// The time that this rank has waited for messages.
  private(set) var waited = Duration.zero

  private let patience: Duration?
  private let calls = RankCalls()

  /// Creates a group of all ranks that `messages` connects.
  ///
  /// - Parameter patience: The time after which a rank that is silent counts as gone; nil for no
  ///   limit.
  public init(_ messages: any Messages, patience: Duration? = nil) {
    self.messages = messages
    self.patience = patience
  }

  /// True in the rank that makes all decisions, with the callbacks and the run's folder.
  public var isLeader: Bool { messages.rank == 0 }

  public var place: (rank: Int, size: Int) { (messages.rank, messages.size) }

  public func sum(_ values: UnsafeMutableBufferPointer<Float>) {
    attempt { () throws(MessagesError) in try messages.sum(values) }
  }

  public func gather(_ parts: UnsafeMutableBufferPointer<Double>) {
    attempt { () throws(MessagesError) in try messages.gatherAll(parts) }
  }

  /// The work of all ranks since it was told last; nil when nothing new has been told.
  public func takeLoads() -> [RankLoad]? { loads.take() }

  /// The part of a batch of `count` examples that this rank takes.
  func part(of count: Int) -> Range<Int> {
    Share.of(count, rank: messages.rank, size: messages.size, block: 1)
  }

  /// Throws the failure of messages in the last step.
  func check() throws(MessagesError) {
    if let failure { throw failure }
  }

  private func attempt(_ send: () throws(MessagesError) -> Void) {
    guard failure == nil else { return }
    let start = ContinuousClock.now
    try? keepingFailure(send)
    waited += ContinuousClock.now - start
  }

  /// Sends messages; after their failure, the next step throws it.
  func keepingFailure<Value>(
    _ send: () throws(MessagesError) -> Value
  ) throws(MessagesError) -> Value {
    do throws(MessagesError) {
      return try send()
    } catch {
      failure = error
      throw error
    }
  }

  /// Prepares this rank for the training of all.
  ///
  /// That may take long. Meanwhile the rank tells the others now and then that it is still there;
  /// the leader goes on to do so until the end of the training.
  ///
  /// - Returns: What `make` has made.
  /// - Throws: The reason why this rank cannot train; otherwise, at the leader, the first reason of
  ///   any rank, and elsewhere `MessagesError` when any rank cannot train, or has other data.
  public func prepare<Value>(
    _ make: () throws -> (value: Value, data: DataFingerprint)
  ) throws -> Value {
    var data: DataFingerprint?
    let value = Result {
      if let patience {
        try calls.beginSigns(every: patience / 4) { [weak self] in self?.giveSign() }
      }
      let made = try make()
      data = made.data
      return made.value
    }
    var reason: (any Error)?
    if case .failure(let error) = value { reason = error }
    try calls.make {
      try agree(reason)
      if let data { try compare(data) }
    }
    if !isLeader { calls.endSigns() }
    return try value.get()
  }

  /// Tells the ranks that wait for this one that it is still there.
  private func giveSign() {
    if !hasAgreed {
      try? keepingFailure { () throws(MessagesError) in
        try messages.send(Self.stillPreparing, to: partners)
      }
    } else if isLeader {
      _ = try? announce(.stillHere)
    }
  }

  /// The ranks that hear of the preparation of this one.
  private var partners: Range<Int> { isLeader ? 1..<messages.size : 0..<1 }

  private static var stillPreparing: UInt8 { 0 }
  private static var prepared: UInt8 { 1 }

  /// Waits until the leader knows that all ranks are prepared, and has told so.
  private func awaitPartners() throws(MessagesError) {
    if !isLeader { try messages.send(Self.prepared, to: partners) }
    var awaited = Array(partners)
    var heard = [ContinuousClock.Instant](repeating: .now, count: messages.size)
    var told = ContinuousClock.now
    while !awaited.isEmpty {
      for peer in awaited where try messages.hasMessage(from: peer) {
        heard[peer] = .now
        if try messages.receive(from: peer) == Self.prepared { awaited.removeAll { $0 == peer } }
      }
      if let patience {
        for peer in awaited where ContinuousClock.now - heard[peer] > patience {
          throw .silence(of: peer, on: hosts, at: messages.rank, patience)
        }
        if isLeader, ContinuousClock.now - told > patience / 4 {
          try messages.send(Self.stillPreparing, to: partners)
          told = .now
        }
      }
      if !awaited.isEmpty { usleep(500) }
    }
    if isLeader { try messages.send(Self.prepared, to: partners) }
  }

  private func agree(_ error: (any Error)?) throws {
    try keepingFailure { () throws(MessagesError) in try awaitPartners() }
    var flags = [Double](repeating: 0, count: messages.size)
    flags[messages.rank] = error == nil ? 0 : 1
    flags.withUnsafeMutableBufferPointer { gather($0) }
    try check()
    hasAgreed = true
    guard let first = flags.firstIndex(of: 1) else { return }
    let reasons = try messages.gather(Array((error.map { "\($0)" } ?? "").utf8))
    if let error { throw error }
    let name = MessagesError.name(of: first, on: hosts)
    guard isLeader else { throw MessagesError("\(name) cannot train") }
    throw MessagesError("\(name): \(String(decoding: reasons[first], as: UTF8.self))")
  }

  /// Compares the data of all ranks.
  ///
  /// - Throws: `MessagesError` in every rank when one has other data.
  private func compare(_ data: DataFingerprint) throws {
    let counts = try collected(UInt64(data.count))
    let hashes = try collected(data.hash)
    guard let other = hashes.indices.first(where: { hashes[$0] != hashes[0] }) else { return }
    let difference =
      counts[other] == counts[0]
      ? "different examples" : "\(counts[other]) examples instead of \(counts[0])"
    throw MessagesError(
      "\(MessagesError.name(of: other, on: hosts)) has \(difference); all hosts need the same data"
    )
  }

  /// Compares the weights of all ranks.
  ///
  /// - Throws: `DivergedRank` in every rank when one has other weights.
  func compare(_ weights: [[Float]]) throws {
    let hashes = try collected(Self.hash(weights))
    guard let other = hashes.indices.first(where: { hashes[$0] != hashes[0] }) else { return }
    throw DivergedRank(name: MessagesError.name(of: other, on: hosts))
  }

  /// The numbers of all ranks, in their order.
  private func collected(_ number: UInt64) throws(MessagesError) -> [UInt64] {
    let (rank, size) = place
    var parts = [Double](repeating: 0, count: 2 * size)
    // Two numbers that hold 32 bits exactly.
    (parts[2 * rank], parts[2 * rank + 1]) = (Double(number >> 32), Double(number & 0xffff_ffff))
    parts.withUnsafeMutableBufferPointer { gather($0) }
    try check()
    return (0..<size).map { UInt64(parts[2 * $0]) << 32 | UInt64(parts[2 * $0 + 1]) }
  }

  /// FNV-1a over the bits of the weights.
  private static func hash(_ weights: [[Float]]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for tensor in weights {
      for value in tensor { hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01b3 }
    }
    return hash
  }

  /// Tells the other ranks a call of the leader, and makes it here, too.
  func lead<Value: Sendable>(
    _ directive: Directive, _ call: () throws -> Value
  ) throws -> Value {
    try calls.make {
      _ = try announce(directive)
      return try call()
    }
  }

  /// Tells the other ranks what comes next, or learns it from the leader; they sleep until then.
  func announce(_ directive: Directive?) throws(MessagesError) -> Directive {
    try check()
    var words = directive.map(\.words) ?? [0, 0]
    try keepingFailure { () throws(MessagesError) in
      try messages.broadcast(&words, within: patience)
    }
    return Directive(words)
  }

  /// Gives all ranks the tensors of the leader.
  func share(_ tensors: [[Float]], like shapes: [(name: String, shape: [Int])])
    throws(MessagesError)
    -> [[Float]]
  {
    var all = tensors
    if !isLeader {
      all = shapes.map { [Float](repeating: 0, count: $0.shape.reduce(1, *)) }
    }
    try keepingFailure { () throws(MessagesError) in
      for index in all.indices where !all[index].isEmpty {
        try messages.broadcast(&all[index], within: patience)
      }
    }
    return all
  }

  /// Waits until the leader ends the training, without taking part in it.
  public func awaitEnd() throws { while try announce(nil) != .end {} }

  /// Ends the training of all ranks: the leader says that nothing more comes.
  ///
  /// After a failure of messages, nobody waits for the end.
  public func end() {
    endSigns()
    guard isLeader else { return }
    _ = try? announce(.end)
  }

  /// Ends the leader's signs of life: from now on, this thread alone uses the group.
  public func endSigns() { calls.endSigns() }
}

/// The weights of a rank differ from the leader's, which all ranks know.
struct DivergedRank: Error, CustomStringConvertible {
  /// The rank and its host.
  let name: String

  var description: String {
    "the weights of \(name) differ from those of rank 0; are the processors of one kind?"
  }
}
