import Foundation
import RunModel
import Testing

/// Changes of numbers relative to the one that holds.
@Suite struct NumberChangeTests {
  @Test(arguments: [
    (NumberChange.times(3), 0.1, 0.3), (.plus(0.2), 0.1, 0.3), (.times(0.1), 0.3, 0.03),
    (.times(1e-7), 1e-300, 1e-307), (.plus(-0.3), 0.1, -0.2),
    (.times(1.0 / 3), 0.1, 0.0333333333333),
    (.times(1.0 / 3), 2, 0.666666666667), (.times(1e12), 9.999999999999, 1e13), (.times(0), 5, 0),
  ])
  func theResultHasTwelveDigits(change: NumberChange, present: Double, result: Double) {
    #expect(change.result(from: present) == result)
  }

  @Test func aNumberThatIsNotFiniteStays() {
    #expect(NumberChange.times(1e300).result(from: 1e300) == .infinity)
    #expect(NumberChange.plus(1).result(from: .nan)?.isNaN == true)
    #expect(NumberChange.times(2).result(from: nil) == nil)
  }

  @Test func aRunOfVersion1GetsTheNumber() {
    var run = RunHistory()
    let half = RunCommand.setLearningRate(.times(0.5))
    run.apply(
      RunEvent(
        time: 0, .runStarted(RunInfo(name: "x", epochs: 2, learningRate: 0.1, schema: 1))))
    #expect(run.known(half) == .setLearningRate(.to(0.05)))
    #expect(run.known(half, from: 0.05) == .setLearningRate(.to(0.025)))
    #expect(run.known(.setLearningRate(.to(0.5))) == .setLearningRate(.to(0.5)))
    #expect(run.known(.pause) == .pause)
    run.apply(
      RunEvent(time: 0, .runStarted(RunInfo(name: "x", epochs: 2, learningRate: 0.1))))
    #expect(run.known(half) == half)
  }

  /// A script takes it for what its schedule gives next.
  @Test func aFactorAtZeroIsNotWhatHoldsAlready() {
    func answer(_ command: RunCommand, _ subject: String, _ value: ParameterValue) -> CommandAnswer
    {
      let applied = AppliedCommand(
        request: CommandRequest(id: "1", source: "x", command), epoch: 0, step: 1,
        subject: subject, old: value, new: value)
      return command.answer(applied, in: [])
    }
    let words = "the learning rate is 0 now; what the script gives next is multiplied by 0.5"
    let scaled = answer(.setLearningRate(.times(0.5)), "learning_rate", .number(0))
    #expect(scaled.sentence == words && scaled.text == words && scaled.reversal == .undo)
    let same = answer(.setEpochs(8), "epochs", .integer(8))
    #expect(same.sentence == "the number of epochs is 8 already" && same.reversal == nil)
    #expect(answer(.undo, "learning_rate", .number(0)).sentence == "undone: learning_rate")
  }

  @Test func aNoteDoesNotHideWhenTheRunStops() {
    func answer(_ command: RunCommand, _ note: String?) -> CommandAnswer {
      let applied = AppliedCommand(
        request: CommandRequest(id: "1", source: "x", command), epoch: 2, step: 5, note: note)
      return command.answer(applied, in: [])
    }
    let note = "what follows its loop does not run"
    #expect(answer(.stopAfter(epoch: 7), note).sentence == "stops after epoch 7; \(note)")
    #expect(answer(.stop(.afterEpoch), note).sentence == "stops after epoch 3; \(note)")
    #expect(answer(.stop(.now), note).sentence == "stops in epoch 3 after step 5; \(note)")
    #expect(
      answer(.stopAfter(epoch: 7), nil).sentence
        == "stops after epoch 7; plateau tell cancel stop cancels this")
    #expect(answer(.pause, "paused already").sentence == "paused already")
  }

  /// printf rounds in the language of the terminal, where a number may have a comma.
  @Test func theResultIsThatOfPrintfWithAPoint() {
    var number = 0.987654321e-9
    for _ in 0..<60 {
      number *= 1.7320508
      #expect(
        NumberChange.times(1).result(from: number)
          == Double(String(format: "%.12g", locale: nil, number)))
    }
  }
}
