internal import Dispatch
public import RunModel
internal import Synchronization

/// Where requests wait until the trainer is at a safe point; may be used from any thread.
public final class CommandInbox: Sendable {
  private let waiting = Mutex<[CommandRequest]>([])
  private let arrived = DispatchSemaphore(value: 0)

  /// An empty inbox.
  public init() {}

  /// Leaves a request and wakes a trainer that waits in a pause.
  public func post(_ request: CommandRequest) {
    waiting.withLock { $0.append(request) }
    arrived.signal()
  }

  /// Takes all requests, in order; empty when there is none.
  func take() -> [CommandRequest] {
    waiting.withLock { requests in
      defer { requests.removeAll(keepingCapacity: true) }
      return requests
    }
  }

  /// Waits until there is a request.
  func takeWaiting() -> [CommandRequest] {
    while true {
      let requests = take()
      if !requests.isEmpty { return requests }
      arrived.wait()
    }
  }
}
