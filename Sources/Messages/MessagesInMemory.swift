internal import Dispatch
internal import Synchronization

/// Messages between threads of one process, for tests.
public final class MessagesInMemory: Messages {
  public let rank: Int
  public var size: Int { post.size }
  private let post: Post

  private init(rank: Int, post: Post) {
    self.rank = rank
    self.post = post
  }

  /// Creates the members of a group, one per thread.
  public static func group(_ size: Int) -> [MessagesInMemory] {
    let post = Post(size: size)
    return (0..<size).map { MessagesInMemory(rank: $0, post: post) }
  }

  public func exchange(
    _ data: UnsafeRawBufferPointer, to receiver: Int?, _ target: UnsafeMutableRawBufferPointer,
    from sender: Int?
  ) throws(MessagesError) {
    try exchange(data, to: receiver, target, from: sender, within: nil)
  }

  private func exchange(
    _ data: UnsafeRawBufferPointer, to receiver: Int?, _ target: UnsafeMutableRawBufferPointer,
    from sender: Int?, within limit: Duration?
  ) throws(MessagesError) {
    if let receiver { post.send(Array(data), from: rank, to: receiver) }
    if let sender {
      let received = try post.receive(from: sender, at: rank, within: limit)
      precondition(received.count == target.count, "the members disagree about a message")
      target.copyBytes(from: received)
    }
  }

  public func hasMessage(from sender: Int) throws(MessagesError) -> Bool {
    try post.hasMessage(from: sender, at: rank)
  }

  public func broadcast(
    _ data: UnsafeMutableRawBufferPointer, within limit: Duration?
  ) throws(MessagesError) {
    let none = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    if rank > 0 {
      return try exchange(
        UnsafeRawBufferPointer(none), to: nil, data, from: 0, within: limit)
    }
    for member in 1..<max(1, size) {
      try exchange(UnsafeRawBufferPointer(data), to: member, none, from: nil)
    }
  }

  public func barrier() throws(MessagesError) {
    let none = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    for member in 1..<max(1, size) where rank == 0 || rank == member {
      try exchange(
        UnsafeRawBufferPointer(none), to: rank == 0 ? nil : 0, none, from: rank == 0 ? member : nil)
    }
    try broadcast(none, within: nil)
  }

  public func abort(_ status: Int32) { post.end("member \(rank) ended all with code \(status)") }
}

/// The messages on their way, by sender and receiver.
private final class Post: Sendable {
  let size: Int
  private let waiting: Mutex<[[[UInt8]]]>
  private let arrived: [DispatchSemaphore]
  private let ended = Mutex<String?>(nil)

  init(size: Int) {
    self.size = size
    waiting = Mutex(Array(repeating: [], count: size * size))
    arrived = (0..<size * size).map { _ in DispatchSemaphore(value: 0) }
  }

  func send(_ message: [UInt8], from sender: Int, to receiver: Int) {
    waiting.withLock { $0[sender * size + receiver].append(message) }
    arrived[sender * size + receiver].signal()
  }

  func hasMessage(from sender: Int, at receiver: Int) throws(MessagesError) -> Bool {
    if let reason = ended.withLock({ $0 }) { throw MessagesError(reason) }
    return waiting.withLock { !$0[sender * size + receiver].isEmpty }
  }

  func receive(
    from sender: Int, at receiver: Int, within limit: Duration?
  ) throws(MessagesError) -> [UInt8] {
    let index = sender * size + receiver
    let end = limit.map { ContinuousClock.now + $0 }
    while arrived[index].wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      if let reason = ended.withLock({ $0 }) { throw MessagesError(reason) }
      if let limit, let end, ContinuousClock.now > end {
        throw .silence(of: sender, at: receiver, limit)
      }
    }
    return waiting.withLock { $0[index].removeFirst() }
  }

  func end(_ reason: String) { ended.withLock { $0 = $0 ?? reason } }
}
