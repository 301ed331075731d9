import CurveStore
import TestSupport
import Testing

@testable import LogReaders

/// Patterns by which a person names the numbers of console text.
@Suite struct GivenFormTests {
  private func read(
    _ lines: [String], _ patterns: [GivenForm], named name: String = "run.log"
  ) throws -> LogContents {
    let text = lines.map { $0 + "\n" }.joined()
    return try SampleLogs.withFile(Array(text.utf8), named: name) {
      try LogContents(path: $0, forms: patterns)
    }
  }

  private func series(_ name: String, in contents: LogContents) throws -> LogSeries {
    try #require(contents.runs.first?.series.first { $0.name == name })
  }

  private func values(_ name: String, in contents: LogContents) throws -> [Double] {
    let points = try series(name, in: contents).points
    return (0..<points.count).map { points.value(at: $0) }
  }

  @Test func thePatternNamesWhatWasNotLearned() throws {
    let lines = (1...3).map { "<\($0)/3> 0.\($0)1 -> 0.\($0)2 in 12 s" }
    let form = try GivenForm("<{epoch}/{epochs}> {train/loss} -> {val/loss}")
    let contents = try read(lines, [form])
    #expect(contents.runs[0].series.map(\.name) == ["train/loss", "val/loss"])
    #expect(contents.runs[0].series.map(\.split) == [.train, .validation])
    #expect(try values("val/loss", in: contents) == [0.12, 0.22, 0.32])
    let points = try series("val/loss", in: contents).points
    #expect((0..<3).map { points.epoch(at: $0) } == [1, 2, 3])
    let learned = try #require(contents.forms.first)
    #expect(learned.pattern == form.pattern)
    #expect(learned.numbers.map(\.name) == ["epoch", "train/loss", "val/loss", ""])
    #expect(learned.numbers[3].meaning == .leftOut)
    #expect(learned.numbers[0].total == "3")
  }

  @Test func thePatternWinsOverWhatWasLearnedAndLeavesTheRestOut() throws {
    let lines = (1...4).map { "epoch \($0) step \($0 * 10) loss 0.\($0) time 3.5 score 7\($0)" }
    let contents = try read(lines, [try GivenForm("step {epoch} .* score {mAP}")])
    #expect(contents.runs[0].series.map(\.name) == ["mAP"])
    #expect(try values("mAP", in: contents) == [71, 72, 73, 74])
    let epochs = try series("mAP", in: contents).points
    #expect((0..<4).map { epochs.epoch(at: $0) } == [10, 20, 30, 40])
    #expect((0..<4).allSatisfy { epochs.step(at: $0) == nil })
  }

  @Test func stepsWithinEpochsCountOverTheRun() throws {
    let lines = (1...2).flatMap { epoch in
      [50, 100].map { "E \(epoch)|\($0)|100| 0.\(epoch)\($0)" }
    }
    let contents = try read(lines, [try GivenForm("E {epoch}|{step}|{steps}| {loss}")])
    let points = try series("loss", in: contents).points
    #expect((0..<4).map { points.step(at: $0) } == [50, 100, 150, 200])
  }

  @Test(arguments: [
    ("loss {x}", "val_loss 1 loss 2", 2.0), ("loss   {x}", "a loss 2", 2),
    ("loss {x}", "loss    2", 2),
    ("{'loss': {x}}", "{'loss': 2}", 2), ("acc {x}%", "acc 2% of 3", 2), ("acc {x}", "acc 2%", 2),
    (".* b {x}", "a 1 b 2", 2), ("a {x} b", "a 1 c a 2 b", 2), ("[{x}]", "[2]", 2),
    ("({x})", "0.5 (2)", 2), ("x = {x}", "x=2", 2), ("größe {x}", "die größe 2", 2),
  ])
  func aLineMatches(pattern: String, line: String, value: Double) throws {
    let lines = ["k 1 epoch 1 u 3", line, "k 2 epoch 2 u 3", line]
    let contents = try read(lines, [try GivenForm(pattern)])
    #expect(try values("x", in: contents) == [value, value], "\(contents.forms)")
  }

  @Test(arguments: [
    ("loss {x}", "val_loss 1"), ("a b {x}", "ab 1"), ("loss {x}", "loss abc"),
    ("loss {x}", "loss: 1"),
    ("day {x}", "day 2024-01-05"), ("Loss {x}", "loss 1"),
  ])
  func aLineDoesNotMatch(pattern: String, line: String) throws {
    let contents = try read(
      ["epoch 1 acc 0.5", line, "epoch 2 acc 0.6"], [try GivenForm(pattern)])
    #expect(contents.forms.allSatisfy { $0.pattern == nil })
    #expect(contents.runs[0].series.allSatisfy { $0.name != "x" })
    #expect(try values("acc", in: contents) == [0.5, 0.6])
  }

  @Test func theFirstPatternThatMatchesIsUsed() throws {
    let lines = (1...2).map { "epoch \($0) loss 0.\($0)" }
    let forms = try ["{epoch} loss {first}", "{epoch} loss {second}"].map { try GivenForm($0) }
    #expect(try read(lines, forms).runs[0].series.map(\.name) == ["first"])
  }

  @Test(arguments: [
    ("loss 0.5", "names no number"), ("", "names no number"), ("{}", "has {} without a name"),
    ("{loss", "has no } after"), ("{loss {acc}", "has no } after"),
    ("{a}{b}", "has nothing between"), ("{a} {a}", "has {a} twice"),
    ("{loss} {epochs}", "has the total {epochs} without {epoch}"),
    (String(repeating: "x", count: 401) + "{a}", "is longer than"),
  ])
  func aBadPatternIsRefused(pattern: String, reason: String) {
    let error = #expect(throws: GivenFormError.self) { try GivenForm(pattern) }
    #expect(error?.description.hasPrefix(reason) == true, "\(error?.description ?? "")")
  }

  @Test func aConditionMustStandInTheLog() throws {
    let form = try GivenForm("{epoch} loss {x}", if: "my trainer 3")
    let lines = (1...2).map { "epoch \($0) loss 0.\($0)" }
    #expect(try read(lines, [form]).runs[0].series.map(\.name) == ["loss"])
    #expect(try read(lines + ["by my trainer 3.1"], [form]).runs[0].series.map(\.name) == ["x"])
  }

  @Test(arguments: [1, 5, 40, 100_000])
  func aFollowedLogIsReadAsAWhole(size: Int) throws {
    let lines =
      (1...9).map { "epoch \($0) loss 0.\($0) acc 5\($0)" } + ["by my trainer", "epoch 10 loss"]
    let forms = [
      try GivenForm("{epoch} loss {x}", if: "my trainer"), try GivenForm("acc {acc}"),
    ]
    let whole = try read(lines, forms)
    var follower = LogFollower(path: "-", forms: forms)
    var rest = Array(lines.map { $0 + "\n" }.joined().utf8)[...]
    var last: LogContents?
    while !rest.isEmpty {
      follower.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
      if case .changed(let contents, _, _, _) = follower.next() { last = contents }
    }
    #expect(last == whole && whole.runs[0].series.map(\.name) == ["x"])
  }

  @Test func theErrorOfALogWithoutMetricsNamesThePattern() throws {
    let form = try GivenForm("mAP {mAP}")
    let error = #expect(throws: (any Error).self) { try read(["hello", "world"], [form]) }
    #expect("\(String(describing: error))".contains("no line matches the form 'mAP {mAP}'"))
  }

  @Test func otherFormatsAreReadAsBefore() throws {
    let lines = ["epoch,loss", "0,1", "1,0.5"]
    let contents = try read(lines, [try GivenForm("loss {x}")], named: "log.csv")
    let plain = try read(lines, [], named: "log.csv")
    #expect(contents == plain)
  }
}
