internal import Dispatch
public import RunModel
internal import Synchronization

/// Where requests wait until the trainer is at a safe point; may be used from any thread.
public final class CommandInbox: Sendable {
  /// What waits: a request, or a remark on what was no request.
  enum Item: Sendable {
    case request(CommandRequest)
    case remark(String, from: String)
  }

  private let waiting = Mutex<[Item]>([])
  private let arrived = DispatchSemaphore(value: 0)

  /// An empty inbox.
  public init() {}

  /// Leaves a request and wakes a trainer that waits in a pause.
  public func post(_ request: CommandRequest) {
    post(.request(request))
  }

  /// Leaves a remark, which the trainer tells as a warning.
  public func post(remark: String, from source: String) { post(.remark(remark, from: source)) }

  private func post(_ item: Item) {
    waiting.withLock { $0.append(item) }
    arrived.signal()
  }

  /// Takes all that waits, in order; empty when there is none.
  func take() -> [Item] {
    waiting.withLock { requests in
      defer { requests.removeAll(keepingCapacity: true) }
      return requests
    }
  }

  /// Waits until there is a request.
  func takeWaiting() -> [Item] {
    while true {
      let requests = take()
      if !requests.isEmpty { return requests }
      arrived.wait()
    }
  }
}
