internal import Alarms
internal import BareFoundation
internal import Cells
internal import ScriptRuns
internal import SystemFiles

/// An alarm as it leaves the screen: by the bell, a notification, or a command of the person's.
struct AlarmNotice {
  private let alarm: Alarm
  private let run: String
  private let settings: AlarmSettings

  /// Creates a notice of an alarm.
  ///
  /// - Parameter run: The name of the run.
  init(_ alarm: Alarm, run: String, _ settings: AlarmSettings) {
    self.alarm = alarm
    self.run = run
    self.settings = settings
  }

  /// Gives the notice as the settings say; never waits for a command.
  func give(on surface: any TerminalSurface) {
    if settings.ringsBell { surface.bell() }
    if let sequence = settings.notification {
      surface.notify(title: run.isEmpty ? "plateau" : run, text: alarm.text, by: sequence)
    }
    if let command = settings.command { start(command) }
  }

  /// Starts a command in the background, with the alarm in its environment.
  private func start(_ command: String) {
    var variables = ProcessInfo.processInfo.environment
    variables["PLATEAU_ALARM"] = alarm.kind.rawValue
    variables["PLATEAU_ALARM_TEXT"] = alarm.text.sanitized
    variables["PLATEAU_RUN"] = run.sanitized
    variables["PLATEAU_ALARM_COMMAND"] = command
    // The first shell ends at once and leaves the second one to the system, which collects its end.
    let nothing = ChildProcess.File.path("/dev/null")
    let child = try? ChildProcess(
      ["/bin/sh", "-c", "/bin/sh -c \"$PLATEAU_ALARM_COMMAND\" &"],
      environment: variables.map { "\($0.key)=\($0.value)" }, files: (nothing, nothing, nothing),
      group: .ownSession)
    _ = child?.end(waits: true)
  }
}
