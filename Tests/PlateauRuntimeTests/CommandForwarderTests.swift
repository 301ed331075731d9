import Dispatch
import Foundation
import RunFiles
import RunModel
import Synchronization
import TestSupport
import Testing

@testable import PlateauRuntime
@testable import Training

/// No line that was read from `commands.jsonl` is lost, whatever else fills the inbox.
@Suite struct CommandForwarderTests {
  private let folder = TemporaryFolder()
  private let inbox = CommandInbox()

  private var path: String { folder.path("commands.jsonl") }

  private func write(_ lines: [String]) throws {
    try lines.map { $0 + "\n" }.joined().write(toFile: path, atomically: false, encoding: .utf8)
  }

  private func edit(_ number: Int, hasID: Bool = true) -> String {
    (hasID ? #"{"id":"file-\#(number)","# : "{")
      + #""command":"edit","callback":"early_stopping","field":"patience","value":\#(number)}"#
  }

  private func fill(_ count: Int) {
    for number in 0..<count {
      inbox.post(CommandRequest(id: "screen-\(number)", source: "dashboard", .undo))
    }
  }

  /// Forwards and reads until nothing more comes.
  private func forwardAll(
    _ forwarder: inout CommandForwarder
  ) -> (requests: [CommandRequest], remarks: Int) {
    var requests: [CommandRequest] = []
    var remarks = 0
    var isEmpty = false
    while !isEmpty {
      let hasMore = forwarder.forward()
      let items = inbox.removePortion()
      for item in items {
        switch item {
        case .request(let request, _): requests.append(request)
        case .remark: remarks += 1
        }
      }
      isEmpty = items.isEmpty && !hasMore
    }
    return (requests, remarks)
  }

  /// Zeros may be bytes that a network disk has not delivered yet, so the reader waits for them; a stop does not wait.
  @Test func aStopBehindZerosIsNotHeldUp() throws {
    try write(["\0\0\0\0", edit(1), #"{"id":"now","command":"stop"}"#])
    var forwarder = CommandForwarder(CommandFile(path: path), inbox: inbox)
    let first = forwardAll(&forwarder)
    #expect(first.requests.map(\.id) == ["now"])
    // After the wait for the zeros the edit comes as well, and the stop does not come again.
    var rest: [CommandRequest] = []
    eventually {
      rest += forwardAll(&forwarder).requests
      return !rest.isEmpty
    }
    #expect(rest.map(\.id) == ["file-1"])
  }

  @Test func noLineIsLostWhileAScreenFillsTheInbox() throws {
    try write((0..<999).map { edit($0) } + ["garbage"])
    fill(CommandInbox.capacity - 1000)
    // The inbox has room for all when the forwarder begins to read, and for few when it posts.
    let left = Mutex(990)
    var forwarder = CommandForwarder(CommandFile(path: path), inbox: inbox) {
      let count = left.withLock { left in
        defer { left = 0 }
        return left
      }
      fill(count)
    }
    _ = forwarder.forward()
    #expect(left.withLock { $0 } == 0 && inbox.room == 0)
    let all = forwardAll(&forwarder)
    let ids = all.requests.map(\.id).filter { $0.hasPrefix("file-") }
    #expect(ids == (0..<999).map { "file-\($0)" })
    #expect(all.remarks == 1)
  }

  @Test func aStopIsCarriedAheadAndOnlyOnce() throws {
    try write((0..<3000).map { edit($0) } + [#"{"command":"stop"}"#, edit(3000)])
    var forwarder = CommandForwarder(CommandFile(path: path), inbox: inbox)
    fill(CommandInbox.capacity)
    _ = forwarder.forward()
    let all = forwardAll(&forwarder).requests
    #expect(all.first?.command == .stop(.now))
    #expect(all.count { $0.command == .stop(.now) } == 1)
    let ids = all.map(\.id).filter { $0.hasPrefix("file-") }
    #expect(ids == (0...3000).map { "file-\($0)" })
  }

  @Test func whatComesAfterTheEndIsAnsweredOrCounted() throws {
    try write(
      (1...50_000).map { edit($0, hasID: false) }
        + [#"{"id":"tell-1","source":"plateau tell","command":"pause"}"#, "", "garbage"])
    var forwarder = CommandForwarder(CommandFile(path: path), inbox: inbox)
    _ = forwarder.forward()
    // What was read already waits in the inbox.
    let next = forwarder
    DispatchQueue.global().async {
      var forwarder = next
      eventually(within: .seconds(60)) { inbox.isClosed }
      while forwarder.forward() {}
    }
    let late = inbox.close(within: .seconds(60)).late
    #expect(late.kept.map(\.id) == ["tell-1"])
    let words = try #require(late.words)
    #expect(words.hasPrefix("50001 commands came too late"))
    #expect(words.contains("from commands.jsonl, the first line-1)"))
  }
}
