import Foundation
import JSONText
import TestSupport
import Testing

/// `plateau tell`: commands to a run of another process, and their answers.
@Suite struct TellTests {
  let program: Program

  init() throws { program = try Program() }

  private func tell(_ words: String) throws -> Program.Result {
    try program.run(["tell"] + words.split(separator: " ").map(String.init))
  }

  @Test func aRunIsPausedEditedUndoneAndStopped() throws {
    let run = try program.trainSilently("runs/one")
    let paused = try tell("pause")
    #expect(paused.code == 0)
    #expect(paused.output.hasPrefix("paused in epoch "))
    let listed = try program.run(["runs"])
    #expect(listed.output.contains("one  paused"), "\(listed.output)")

    #expect(try tell("one lr 1e-4").output == "learning_rate 0.001 → 1e-4\n")
    #expect(
      try tell("runs/one early_stopping.patience=12").output
        == "early_stopping.patience 50000 → 12\n")
    #expect(try tell("undo").output == "early_stopping.patience 12 → 50000\n")
    #expect(try tell("undo").output == "learning_rate 1e-4 → 0.001\n")
    let nothing = try tell("undo")
    #expect(nothing.code == 1)
    #expect(nothing.errors == "plateau: runs/one: undo: nothing is left to undo\n")
    #expect(try tell("epochs 200000").output == "epochs 100000 → 200000\n")
    #expect(try tell("epochs +5").output == "epochs 200000 → 200005\n")
    let beyond = try tell("stop after 300000")
    #expect(beyond.errors.contains("training ends after epoch 200005; use epochs 300000"))
    #expect(try tell("epochs *0").code == 2)
    #expect(try tell("undo").output == "epochs 200005 → 200000\n")
    let refused = try tell("lr=-1")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("a learning rate is a number above 0"))

    for words in [["lr -1"], ["one", "lr -1"]] {
      let quoted = try program.run(["tell"] + words).errors
      #expect(quoted.contains("a learning rate is a number above 0"), "\(quoted)")
    }

    #expect(try tell("resume").output.hasPrefix("resumed in epoch "))
    #expect(try tell("stop --after-epoch").output.contains("plateau tell cancel stop cancels this"))
    // The run ends here, whether the epoch has ended meanwhile or not.
    _ = try tell("stop")
    #expect(run.waitForEnd(60) == .exit(0))
    let late = try tell("one pause")
    #expect(late.code == 1)
    #expect(late.errors.contains("the run is over: stopped "))
    #expect(late.errors.contains("plateau train runs/one --resume"))
    let none = try tell("pause")
    #expect(none.code == 1)
    #expect(
      none.errors.contains("no run is being trained in runs/; the newest, runs/one, is stopped"))
  }

  @Test func anAnswerIsOneObjectForPrograms() throws {
    let run = try program.trainSilently("run")
    let done = try JSONParser.parse(try tell("run early_stopping.patience=12 --json").output)
    #expect(done["applied"] == .boolean(true))
    #expect(done["subject"]?.string == "early_stopping.patience")
    #expect(done["old"]?.int == 50000)
    #expect(done["new"]?.int == 12)
    #expect(done["command"]?.string == "early_stopping.patience = 12")
    let refused = try tell("run early_stopping.patience=-1 --json")
    #expect(refused.code == 1)
    let reason = try JSONParser.parse(refused.output)
    #expect(reason["applied"] == .boolean(false))
    #expect(reason["reason"]?.string?.contains("from 0") == true)
    #expect(reason["id"]?.string?.isEmpty == false)
    run.send(SIGTERM)
    #expect(run.waitForEnd(60) == .signal(SIGTERM))
  }

  @Test func aNegativeNumberIsAValueAndWhatDoesNotWaitIsNotPending() throws {
    let run = try program.trainSilently("run")
    for (words, expected) in [
      ("run lr -1", "a learning rate is a number above 0"),
      ("run early_stopping.patience -3", "early_stopping.patience = -3: patience"),
      ("run cancel stop", "run: cancel the stop: no stop is pending"),
      ("run cancel step", "run: cancel the pause: no pause is pending"),
    ] {
      for json in ["", " --json"] {
        let result = try tell(words + json)
        #expect(result.code == 1, "\(words)")
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
      }
    }
    let told = try tell("run stop --after-epoch")
    #expect(told.code == 0)
    _ = try tell("run stop")
    #expect(run.waitForEnd(60) == .exit(0))
  }

  @Test func anUnknownRunIsNamed() throws {
    let result = try tell("nosuch stop")
    #expect(result.code == 1)
    #expect(result.errors.contains("no run is called nosuch"))
    #expect(try tell("stop").errors.contains("no run is being trained in runs/"))
  }

  @Test func whoTellsAtTheSameTimeGetsTheAnswerToHisOwn() throws {
    let run = try program.trainSilently("run")
    let program = program
    DispatchQueue.concurrentPerform(iterations: 8) { index in
      let value = 100 + index
      let result = try? program.run(["tell", "run", "early_stopping.patience=\(value)"])
      #expect(result?.code == 0)
      #expect(result?.output.hasSuffix(" → \(value)\n") == true, "\(result?.output ?? "")")
    }
    run.send(SIGTERM)
    #expect(run.waitForEnd(60) == .signal(SIGTERM))
  }

  @Test func ofSeveralRunsOneMustBeNamed() throws {
    let first = try program.trainSilently("runs/a")
    let second = try program.trainSilently("runs/b")
    let result = try tell("pause")
    #expect(result.code == 2)
    #expect(result.errors.contains("the runs are b, a"))
    #expect(try tell("b pause").code == 0)
    for run in [first, second] {
      run.send(SIGTERM)
      #expect(run.waitForEnd(60) == .signal(SIGTERM))
    }
  }

  @Test func aRunThatWasKilledIsSaidToBeInterrupted() throws {
    let run = try program.trainSilently("runs/one")
    run.send(SIGKILL)
    #expect(run.waitForEnd() == .signal(SIGKILL))
    let result = try tell("one pause")
    #expect(result.code == 1)
    #expect(result.errors.contains("plateau train runs/one --resume continues it"))
    #expect(try program.run(["runs"]).output.contains("one  interrupted"))
    #expect(try program.run([]).output.contains("plateau train runs/one --resume"))
  }

  /// Words that cannot be read are wrong usage, and a refusal by the run is a failure; both give the same message.
  @Test func aValueThatDoesNotFitIsRefusedInTheSameWords() throws {
    let run = try program.trainSilently("run")
    for (value, code) in [("-1", 1), ("2.5", 2), ("2000000000", 1), ("x", 2)] as [(String, Int32)] {
      let result = try tell("run early_stopping.patience=\(value)")
      #expect(result.code == code, "\(value)")
      let expected = "patience takes a whole number from 0 to a billion, not \(value)"
      #expect(result.errors.contains(expected), "\(result.errors)")
    }
    run.send(SIGTERM)
    #expect(run.waitForEnd(60) == .signal(SIGTERM))
  }

  @Test func wordsThatAreNoCommandEndWithTwo() throws {
    let run = try program.trainSilently("run")
    for (words, expected) in [
      ("run pasue", "did you mean pause?"),
      ("run early_stoping.patience=3", "did you mean early_stopping.patience?"),
      ("run early_stopping.patience=many", "whole number"), ("run", "the commands are pause"),
      ("run pause --after-epoch", "--after-epoch works only with stop"), ("", "tell it what?"),
      ("run pause --timeout 0", "--timeout takes seconds"),
      ("run pause --jsn", "unknown option '--jsn'; did you mean --json?"),
      ("run early_stopping.patience=", "early_stopping.patience takes a whole number from 0"),
    ] {
      let result = try tell(words)
      #expect(result.code == 2, "\(words)")
      #expect(result.errors.contains(expected), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    #expect(try program.file("run/commands.jsonl").isEmpty)
    run.send(SIGTERM)
    #expect(run.waitForEnd(60) == .signal(SIGTERM))
  }
}
