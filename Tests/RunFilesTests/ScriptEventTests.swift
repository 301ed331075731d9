import JSONText
import RunFiles
import RunModel
import SystemFiles
import Testing

/// Events that the client of a script writes, some of a newer version than this reader's.
@Suite struct ScriptEventTests {
  private func event(_ line: String) throws -> RunEvent.Kind {
    try RunEvent(json: try JSONParser.parse(line)).kind
  }

  @Test func theLeastStartOfAScriptIsEnough() throws {
    guard
      case .runStarted(let info) = try event(
        #"{"event":"run_started","time":1.5,"info":{"name":"train.py","epochs":0}}"#)
    else { throw TestFailure() }
    #expect(info.name == "train.py")
    #expect(info.learningRate == 0)
    #expect(info.callbacks.isEmpty)
    #expect(info.schema == 1)
  }

  @Test func aStartSaysWhoTrainsAndInWhichUnit() throws {
    guard
      case .runStarted(let info) = try event(
        #"{"event":"run_started","time":1,"info":{"name":"x","epochs":2,"learning_rate":0.1,"callbacks":[],"framework":"transformers","client":"c 1","sample_unit":"tokens","resume":"run it again","schema":9,"world_size":2}}"#
      )
    else { throw TestFailure() }
    #expect(info.schema == 9)
    #expect(info.speedUnit == "tok/s")
    #expect(!info.isOurs)
    #expect(info.continuation("runs/x") == "run it again")
  }

  /// Scripts are continued in their own way, of which this program knows nothing.
  @Test func onlyARunOfOursIsContinuedByPlateauTrain() {
    #expect(RunInfo(name: "x", epochs: 1).continuation("RUN")?.contains("--resume") == true)
    #expect(RunInfo(name: "x", epochs: 1, framework: "keras").continuation("RUN") == nil)
    #expect(RunInfo(name: "x", epochs: 1).speedUnit == "img/s")
    #expect(RunInfo(name: "x", epochs: 1, framework: "keras").speedUnit == "samples/s")
  }

  @Test func countersOfAFrameworkReplaceTheRuleOfKeras() throws {
    guard
      case .measured(let measurement) = try event(
        #"{"event":"measured","time":2,"epoch":0,"step":40,"values":{"eval_loss":0.5},"callbacks":[{"id":"e","name":"EarlyStoppingCallback","role":"stops","monitor":"eval_loss","wait":1,"patience":3,"left":2,"unit":"evaluations"},{"id":"p","name":"ReduceLROnPlateau","wait":3,"patience":3,"cooldown":0,"left":1,"unit":"calls"}]}"#
      )
    else { throw TestFailure() }
    #expect(measurement.values["eval_loss"] == 0.5)
    #expect(measurement.callbacks.map(\.unitsLeft) == [2, 1])
    #expect(measurement.callbacks[0].singularUnit == "evaluation")
  }

  @Test func stepsWithoutATotalAndWithARateAreRead() throws {
    guard
      case .stepEnded(let progress) = try event(
        #"{"event":"step","time":2,"epoch":0,"step":40,"steps":null,"logs":{},"recent":{"loss":1},"learning_rate":0.25}"#
      )
    else { throw TestFailure() }
    #expect(progress.steps == 0)
    #expect(progress.learningRate == 0.25)
    #expect(progress.samplesPerSecond == 0)
  }

  @Test(arguments: [
    #"{"id":"1","source":"s","command":"rewind","to":3}"#,
    // A known command with members that only a newer version can read.
    #"{"id":"1","source":"s","command":"stop","when":"after_batches","batches":9}"#,
    #"{"id":"1","source":"s","command":"edit","callback":"a"}"#,
  ])
  func anAnswerToACommandThatCannotBeReadIsKept(request: String) throws {
    let name = try #require(try JSONParser.parse(request)["command"]?.string)
    guard
      case .commandRefused(let refused, "no") = try event(
        #"{"event":"refused","time":2,"request":\#(request),"why":"no"}"#),
      case .commandApplied(let applied) = try event(
        #"{"event":"applied","time":2,"request":\#(request),"epoch":1,"step":2}"#)
    else { throw TestFailure() }
    #expect(refused.command == .other(name))
    #expect(refused.id == "1")
    #expect(applied.request.command == .other(name))
    #expect(
      RunEvent(time: 1, .commandApplied(applied)).json["request"]?["command"]?.string == name)
  }

  /// The trainer itself must still refuse what it does not know.
  @Test func anUnknownCommandInTheCommandsIsNotKept() throws {
    let line = try JSONParser.parse(#"{"id":"1","command":"rewind"}"#)
    #expect(throws: FileError.self) {
      try CommandRequest(json: line, fallbackID: "", fallbackSource: "")
    }
  }
}

private struct TestFailure: Error {}
