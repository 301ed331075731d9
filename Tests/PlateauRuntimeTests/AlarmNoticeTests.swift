import Alarms
import Callbacks
import Cells
import Configuration
import Dashboard
import Foundation
import PlateauRuntime
import RunFiles
import RunModel
import SystemFiles
import TestSupport
import Testing
import Training

@Suite struct AlarmNoticeTests {
  @Test func anAlarmRingsNotifiesAndStartsTheCommand() throws {
    let temporary = TemporaryFolder()
    let directory = RunDirectory(path: temporary.path("run"))
    let session = RunSession(
      directory: directory, journal: try directory.claim(recipe: "name: x\n"))
    session.start { inbox, report in
      Trainer(
        learner: SlowLearner(loss: .nan), callbacks: [], info: RunInfo(name: "x", epochs: 1000),
        inbox: inbox, report: report)
    }
    let told = temporary.path("told")
    var configuration = ScreenConfiguration()
    configuration.alarms.ringsBell = true
    configuration.alarms.notification = .osc9
    configuration.alarms.command =
      "printf '%s|%s' \"$PLATEAU_ALARM\" \"$PLATEAU_ALARM_TEXT\" > '\(told).part'; "
      + "mv '\(told).part' '\(told)'"
    var state = DashboardState(now: WallClock.now)
    state.adopt(configuration)
    let surface = MemorySurface(size: Size(100, 30))
    surface.script = [
      { $0.contains("loss has been NaN") ? [.key(.character("A"))] : nil },
      { !$0.contains("loss has been NaN") ? [.key(.character("q"))] : nil },
      { $0.contains("Quit?") ? [.key(.character("y"))] : nil },
    ]
    let loop = DashboardLoop(source: SessionSource(session), state: state, surface: surface)
    #expect(loop.run() == .quit)
    #expect(session.wait(.seconds(10)))
    #expect(surface.bells == 1)
    #expect(surface.notifications.count == 1)
    #expect(surface.notifications.first?.contains("loss has been NaN") == true)
    for _ in 0..<100 where !FileManager.default.fileExists(atPath: told) { usleep(50_000) }
    let text = try String(contentsOfFile: told, encoding: .utf8)
    #expect(text.hasPrefix("nan|loss has been NaN"))
  }
}
