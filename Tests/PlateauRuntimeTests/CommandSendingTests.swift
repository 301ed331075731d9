import Cells
import Dashboard
import Dispatch
import Foundation
import JSONText
import RunFiles
import RunModel
import Synchronization
import SystemFiles
import SystemThreads
import TestSupport
import Testing

@testable import PlateauRuntime

/// Requests to another process are written while the screen goes on.
@Suite struct CommandSendingTests {
  /// A file that accepts nothing until it is released.
  private final class StuckFile: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let state = Mutex((ids: [String](), wasLetGo: false, hasTimedOut: false))

    var written: [String] { state.withLock { $0.ids } }
    /// True when somebody waited for it who should not have.
    var hasTimedOut: Bool { state.withLock { $0.hasTimedOut } }

    func append(_ request: CommandRequest) throws(FileError) {
      if !state.withLock({ $0.wasLetGo }) {
        // A caller that waits here before releasing it would wait forever.
        if gate.wait(timeout: .now() + 20) == .timedOut {
          state.withLock { $0.hasTimedOut = true }
        }
      }
      if request.command == .undo { throw FileError("commands.jsonl", "the disk is full") }
      state.withLock { $0.ids.append(request.id) }
    }

    func letGo() {
      state.withLock { $0.wasLetGo = true }
      gate.signal()
    }
  }

  private func request(_ id: String, _ command: RunCommand = .pause) -> CommandRequest {
    CommandRequest(id: id, source: "test", command)
  }

  private func sending(
    _ file: StuckFile, patience: Duration = .seconds(60), _ told: Told
  ) -> CommandSending {
    CommandSending(path: "commands.jsonl", patience: patience, write: file.append) {
      told.add($0.id, $1)
    }
  }

  private final class Told: Sendable {
    private let list = Mutex([(id: String, why: String)]())
    var all: [(id: String, why: String)] { list.withLock { $0 } }
    func add(_ id: String, _ why: String) { list.withLock { $0.append((id, why)) } }
  }

  @Test func whoSendsDoesNotWaitAndTheOrderStays() {
    let (file, told) = (StuckFile(), Told())
    let sending = sending(file, told)
    for number in 0..<200 { sending.send(request("\(number)")) }
    #expect(sending.finish(within: .milliseconds(50)) == 200)
    file.letGo()
    #expect(sending.finish(within: .seconds(60)) == 0)
    // Again after its thread has ended.
    sending.send(request("200"))
    #expect(sending.finish(within: .seconds(60)) == 0)
    #expect(file.written == (0...200).map(String.init))
    #expect(!file.hasTimedOut && told.all.isEmpty)
  }

  @Test func whatCannotBeWrittenIsToldAndTheNextIsWritten() {
    let (file, told) = (StuckFile(), Told())
    let sending = sending(file, told)
    file.letGo()
    sending.send(request("a", .undo))
    sending.send(request("b"))
    #expect(sending.finish(within: .seconds(60)) == 0)
    #expect(file.written == ["b"])
    #expect(told.all.map(\.id) == ["a"])
    #expect(told.all.first?.why.contains("the disk is full") == true)
  }

  @Test func whatTakesTooLongIsToldOnceEach() {
    let (file, told) = (StuckFile(), Told())
    let sending = sending(file, patience: .zero, told)
    sending.send(request("a"))
    sending.send(request("b"))
    for _ in 0..<3 {
      usleep(2_000)
      sending.tellLate()
    }
    #expect(told.all.map(\.id) == ["a", "b"])
    #expect(told.all.first?.why.contains("is not accepting writes") == true)
    file.letGo()
    #expect(sending.finish(within: .seconds(60)) == 0)
    #expect(file.written == ["a", "b"])
  }

  @Test func moreThanItHoldsIsRefused() {
    let (file, told) = (StuckFile(), Told())
    let sending = sending(file, told)
    for number in 0..<1010 { sending.send(request("\(number)")) }
    #expect(told.all.map(\.id) == (1000..<1010).map(String.init))
    file.letGo()
    #expect(sending.finish(within: .seconds(60)) == 0)
    #expect(file.written.count == 1000)
  }

  @Test func aScreenGoesOnWhileTheCommandsOfItsRunCannotBeWritten() throws {
    let temporary = TemporaryFolder()
    let folder = temporary.path
    let started = RunEvent(
      time: 100,
      .runStarted(RunInfo(name: "far", epochs: 10, learningRate: 0.1, process: Int(getpid()))))
    try (started.json.text + "\n").write(
      toFile: folder + "/events.jsonl", atomically: true, encoding: .utf8)
    let file = StuckFile()
    let source = RunWatch(
      RunDirectory(path: folder), preset: nil, patience: .zero, write: file.append)
    let viewer = Viewer(source, subject: .awaited)
    #expect(viewer.waits { $0.isLive })
    viewer.press(.character("p"))
    #expect(viewer.waits { $0.message?.text.contains("is not accepting writes") == true })
    #expect(viewer.state.requests.pending.isEmpty && file.written.isEmpty)
    #expect(source.finish()?.contains("1 request was not sent") == true)
    file.letGo()
    #expect(source.finish() == nil)
    #expect(file.written.count == 1 && !file.hasTimedOut)
  }

  @Test func whetherARunIsTrainedIsKnownWhileTheFileSystemHangs() {
    let gate = DispatchSemaphore(value: 0)
    let asked = DispatchSemaphore(value: 0)
    let hasTimedOut = Mutex(false)
    let isTrained = SharedValue(false)
    DispatchQueue.global().async {
      var check = LivenessCheck(RunDirectory(path: "/nowhere"), answer: isTrained) { _, _ in
        asked.signal()
        if gate.wait(timeout: .now() + 20) == .timedOut { hasTimedOut.withLock { $0 = true } }
        return true
      }
      _ = check.check(after: nil)
    }
    asked.wait()
    #expect(!isTrained.value)
    gate.signal()
    #expect(isTrained.wait(for: .seconds(60)) { $0 })
    #expect(!hasTimedOut.withLock { $0 })
  }
}
