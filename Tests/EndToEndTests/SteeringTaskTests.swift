import Foundation
import TestSupport
import Testing

/// What a person wants of a run that is being trained, and the keys that it takes with the real program.
@Suite(.serialized) struct SteeringTaskTests {
  let program: Program

  init() throws { program = try Program() }

  static let sizes = [[80, 24], [120, 40]]

  /// A robot in front of a run whose epochs take about a second.
  private func robot(
    _ size: [Int], _ settings: String..., environment: [String: String] = [:]
  ) throws -> Robot<TerminalScreen> {
    var arguments = ["train", "small.yaml", "--run", "run", "--set", "epochs=1000"]
    // With new digits in each epoch it never overfits: no alarm takes the second row.
    let data = ["data.digits.train=4000", "data.digits.fresh=true"]
    for setting in data + settings { arguments += ["--set", setting] }
    let terminal = try program.start(
      arguments, environment: environment, width: size[0], height: size[1])
    var robot = Robot(TerminalScreen(terminal: terminal))
    robot.expect("EarlyStopping", in: "callbacks")
    robot.expect("● training", inRow: 0)
    return robot
  }

  private func leave(_ robot: Robot<TerminalScreen>) {
    robot.screen.terminal.type("S")
    #expect(robot.screen.terminal.shows("Stop training now?"))
    robot.screen.terminal.type("y")
    #expect(robot.screen.terminal.shows("stopped by key press"))
    robot.screen.terminal.type("q")
    #expect(robot.screen.terminal.waitForEnd() == .exit(0))
  }

  @Test("pause, and go on", arguments: sizes) func pause(size: [Int]) throws {
    var robot = try robot(size)
    robot.press("p")
    robot.expect("‖ paused", inRow: 0)
    robot.press("p")
    robot.expect("● training", inRow: 0)
    robot.finish(in: 2, before: 2)
    leave(robot)
  }

  @Test("a higher patience, and back", arguments: sizes) func patience(size: [Int]) throws {
    var robot = try robot(size)
    robot.expect("early stop in 500", inRow: 1)
    robot.press("→")
    robot.expect("501", in: "callbacks")
    robot.expect("patience 500 → 501")
    robot.finish(in: 1, before: 1)
    robot.press("u")
    robot.expect("undone: patience 501 → 500", inRow: -1)
    robot.expect("500", in: "callbacks")
    robot.finish(in: 2, before: 2)
    leave(robot)
  }

  @Test("half the learning rate", arguments: sizes) func halfTheRate(size: [Int]) throws {
    var robot = try robot(size, "optimizer.adam.learning_rate=0.004")
    robot.type("l*.5")
    robot.expect("learning rate = *.5", inRow: -1)
    robot.expect("times the present rate")
    robot.press("⏎")
    robot.expect("0.002", in: "callbacks")
    robot.expect("learning rate 0.004 → 0.002", inRow: -1)
    robot.finish(in: 5, before: 7)
    leave(robot)
  }

  @Test("stop after the epoch, or not", arguments: sizes) func stopAfterEpoch(size: [Int]) throws {
    var robot = try robot(size)
    robot.press("p")
    robot.expect("‖ paused", inRow: 0)
    robot.press("s")
    robot.expect("stops after this epoch (s cancels it)", inRow: 0)
    robot.press("s")
    robot.expectNo("stops after this epoch")
    robot.press("p", "s")
    robot.expect("■ stopped", inRow: 0)
    robot.expect("stopped by key press at the end of the epoch", in: "stopped after epoch")
    robot.finish(in: 5, before: nil)
    robot.screen.terminal.type("q")
    #expect(robot.screen.terminal.waitForEnd() == .exit(0))
  }

  @Test("one epoch, then a pause", arguments: sizes) func oneEpoch(size: [Int]) throws {
    var robot = try robot(size)
    robot.press("n")
    robot.expect("pauses after this epoch (n cancels it)", inRow: 0)
    robot.expect("‖ paused", inRow: 0)
    robot.finish(in: 1, before: 1)
    leave(robot)
  }

  @Test("why it stopped", arguments: sizes) func whyItStopped(size: [Int]) throws {
    var robot = try robot(
      size, "early_stopping.patience=1", "early_stopping.min_delta=0.9",
      "early_stopping.restore_best_weights=true")
    robot.expect("EarlyStopping stopped it after epoch", in: "stopped after epoch")
    robot.expect("of epoch 1 restored", in: "stopped after epoch")
    robot.expect("r replay", in: "stopped after epoch")
    robot.finish(in: 0, before: nil)
    robot.screen.terminal.type("q")
    #expect(robot.screen.terminal.waitForEnd() == .exit(0))
  }

  @Test("a figure of the charts", arguments: sizes) func figure(size: [Int]) throws {
    var robot = try robot(size)
    robot.expect("★", in: "val/mAP")
    robot.type(":export run.svg⏎")
    robot.expect("exported run.svg", inRow: -1)
    robot.finish(in: 16, before: nil)
    let figure = try program.file("run.svg")
    #expect(figure.contains("<polyline") || figure.contains("<path"))
    leave(robot)
  }

  /// Reads a background of 24 bits from what the program wrote.
  private func backgrounds(_ terminal: PseudoTerminal) -> [String] {
    terminal.text.components(separatedBy: "48;2;").dropFirst().map { text in
      text.prefix { $0.isNumber || $0 == ";" }.split(separator: ";").prefix(3)
        .joined(separator: ";")
    }
  }

  @Test("another theme, for the next start, too") func theme() throws {
    let environment = [
      "TERM": "ghostty", "COLORTERM": "truecolor", "HOME": program.folder,
      "XDG_CONFIG_HOME": program.folder + "/config", "XDG_STATE_HOME": program.folder + "/state",
    ]
    var robot = try robot([80, 24], environment: environment)
    let usual = try #require(backgrounds(robot.screen.terminal).first)
    robot.press("t", "↓", "↓")
    robot.expect(":theme clear-day", inRow: -1)
    robot.press("⏎")
    robot.finish(in: 4, before: 8)
    leave(robot)
    let second = try program.start(
      ["replay", "run"], environment: environment, width: 80, height: 24)
    #expect(second.shows("epoch"))
    let shown = try #require(backgrounds(second).first)
    #expect(shown != usual)
    #expect(backgrounds(robot.screen.terminal).contains(shown))
    second.type("q")
    #expect(second.waitForEnd() == .exit(0))
    // A frame for a script is the same to everybody.
    let frame = try program.start(
      ["replay", "run", "--once"], environment: environment, width: 80, height: 24)
    #expect(frame.waitForEnd() == .exit(0))
    #expect(!backgrounds(frame).contains(shown))
  }
}
