import Foundation
import RunFiles
import RunModel
import SystemFiles
import TestSupport
import Testing

/// Runs that are trained here, elsewhere, or no longer.
@Suite struct LivenessTests {
  private let folder = TemporaryFolder()
  private var directory: RunDirectory { RunDirectory(path: folder.path) }

  init() throws {
    try folder.write("{}\n", "events.jsonl")
  }

  /// Looks at a run repeatedly.
  private final class Looker {
    private var liveness: RunLiveness

    init(_ directory: RunDirectory) { liveness = RunLiveness(directory) }

    func isTrained(_ info: RunInfo?) -> Bool { liveness.isTrained(info) }
  }

  /// A run of another host; its process number is this process's, which must not matter.
  private var foreign: RunInfo {
    RunInfo(
      name: "x", epochs: 3, process: Int(getpid()), processStart: 5,
      processNamespace: "another-boot pid:[1]", host: "elsewhere")
  }

  /// Sets the time of the events to so many seconds ago.
  private func age(_ seconds: Int) {
    var times = [timeval](repeating: timeval(tv_sec: time(nil) - seconds, tv_usec: 0), count: 2)
    #expect(utimes(directory.events, &times) == 0)
  }

  @Test func aLockedRunIsTrainedWhereverItsProcessIs() throws {
    age(10_000)
    let liveness = Looker(directory)
    #expect(!liveness.isTrained(foreign))
    do {
      let trainer = try Journal(path: directory.events, isNew: false)
      #expect(liveness.isTrained(foreign))
      #expect(liveness.isTrained(nil))
      withExtendedLifetime(trainer) {}
    }
    age(10_000)
    let later = Looker(directory)
    #expect(!later.isTrained(foreign))
  }

  @Test func whereNoLockIsSeenAFileThatIsTouchedSaysSo() throws {
    let liveness = Looker(directory)
    #expect(liveness.isTrained(foreign))
    age(60)
    let again = Looker(directory)
    #expect(!again.isTrained(foreign))
    // A clock that is an hour behind: only changes that were seen count.
    age(3_000)
    #expect(again.isTrained(foreign))
    // Without a host a run is this host's, as version 0.1 wrote it.
    var old = foreign
    (old.host, old.processNamespace, old.processStart) = ("", "", 0)
    #expect(again.isTrained(old))
    old.process = 0
    #expect(!again.isTrained(old))
  }

  /// A run that this process trains.
  private var ownRun: RunInfo {
    let own = ProcessIdentity.own
    return RunInfo(
      name: "x", epochs: 3, process: own.number, processStart: own.start,
      processNamespace: own.namespace, host: hostName())
  }

  @Test func onItsOwnHostOnlyItsOwnProcessCounts() throws {
    var info = ownRun
    age(0)
    let liveness = Looker(directory)
    #expect(liveness.isTrained(info))
    // The number now belongs to another process; a fresh file does not change that.
    info.processStart -= 1
    age(0)
    #expect(!liveness.isTrained(info))
  }

  @Test func aCopyOfARunThatIsTrainedIsNotTrained() throws {
    let info = ownRun
    age(60)
    let copy = Looker(directory)
    #expect(!copy.isTrained(info))
    let trainer = try Journal(path: directory.events, isNew: false)
    #expect(copy.isTrained(info))
    withExtendedLifetime(trainer) {}
  }

  @Test func aSignOfLifeTouchesTheEventsAndAddsNothing() throws {
    age(1_000)
    func modified() -> Int {
      var status = stat()
      stat(directory.events, &status)
      #expect(status.st_size == 3)
      return status.st_mtim.tv_sec
    }
    let before = modified()
    do {
      let sign = SignOfLife(path: directory.events, interval: .milliseconds(10))
      #expect(eventually { modified() > before })
      withExtendedLifetime(sign) {}
    }
    // Ten intervals for a sign under way, and twenty in which no other may come.
    usleep(100_000)
    age(1_000)
    let after = modified()
    usleep(200_000)
    #expect(modified() == after)
  }

  @Test func aTrainerThatStartsIsNotTurnedAwayByThoseWhoLook() throws {
    let isOver = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    let directory = directory
    DispatchQueue.global().async {
      var liveness = RunLiveness(directory)
      while isOver.wait(timeout: .now()) == .timedOut { _ = liveness.isTrained(nil) }
      ended.signal()
    }
    for _ in 0..<rounds(200) {
      #expect(throws: Never.self) { _ = try Journal(path: directory.events, isNew: false) }
    }
    isOver.signal()
    ended.wait()
  }

  @Test func aStandingIsSaidByTheEventsAndByWhoTrains() {
    var history = RunHistory()
    #expect(RunStanding(history, isTrained: true) == .starting)
    history.apply(RunEvent(time: 1, .runStarted(foreign)))
    #expect(RunStanding(history, isTrained: true) == .training)
    #expect(RunStanding(history, isTrained: false) == .interrupted)
    history.apply(RunEvent(time: 2, .paused(epoch: 0, step: 1)))
    #expect(RunStanding(history, isTrained: true) == .paused)
    history.apply(
      RunEvent(time: 3, .runEnded(RunEnd(reason: .completed, epochs: 1, seconds: 1))))
    #expect(RunStanding(history, isTrained: true) == .ended(.completed))
  }
}
