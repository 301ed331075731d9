import RunModel
import Testing

@testable import Learners

@Suite struct RankNewsTests {
  private let end = RunEvent.Kind.epochEnded(
    EpochSummary(epoch: 0, logs: [:], learningRate: 0.1, seconds: 1, callbacks: []))
  private let step = RunEvent.Kind.stepEnded(
    StepProgress(epoch: 0, step: 1, steps: 9, logs: [:], recent: [:], samplesPerSecond: 1))

  private func loads(
    _ computing: [Double], waiting: Double = 0.1, samples: [Int] = [8, 8, 8, 8]
  ) -> [RankLoad] {
    zip(computing, samples).map {
      RankLoad(host: "", samples: $1, computing: $0, waiting: waiting)
    }
  }

  private func warnings(_ events: [RunEvent.Kind]) -> [String] {
    events.compactMap { if case .warning("ranks", let text) = $0 { text } else { nil } }
  }

  @Test func theHostsAreToldAtTheStartAndTheWorkAsItComes() {
    var news = RankNews(hosts: ["a", "b"])
    #expect(
      news.events(after: .runStarted(RunInfo(name: "x", epochs: 1)), nil)
        == [.ranksTold([RankLoad(host: "a"), RankLoad(host: "b")])])
    #expect(news.events(after: step, nil).isEmpty)
    let told = loads([1, 1])
    #expect(news.events(after: step, told) == [.ranksTold(told)])
    #expect(news.events(after: end, nil).isEmpty)
  }

  @Test func tooFewProcessorsAreWarnedOfAtTheStart() {
    var news = RankNews(hosts: ["a", "a"], advice: "fewer ranks would be faster")
    let start = RunEvent.Kind.runStarted(RunInfo(name: "x", epochs: 1))
    #expect(warnings(news.events(after: start, nil)) == ["fewer ranks would be faster"])
    #expect(warnings(news.events(after: step, loads([2, 2]))).isEmpty)
  }

  @Test func messagesThatTakeMostOfAStepAreWarnedOfOnce() {
    var news = RankNews(hosts: ["a", "b"])
    #expect(
      warnings(news.events(after: step, loads([2, 1.95], waiting: 3.12))).isEmpty, "too early")
    #expect(
      warnings(news.events(after: end, nil))
        == ["in messages 61 % of a step: fewer ranks would be faster"])
    _ = news.events(after: step, loads([2, 1.95], waiting: 3.12))
    #expect(warnings(news.events(after: end, nil)).isEmpty)
  }

  /// One of four ranks would need 4 × 2 seconds where all four need 5.1.
  @Test func fewerRanksAreAdvisedOnlyWhereTheyAreFaster() {
    var news = RankNews(hosts: ["a", "b", "c", "d"])
    _ = news.events(after: step, loads([2, 2, 2, 2], waiting: 3.1))
    #expect(
      warnings(news.events(after: end, nil))
        == ["in messages 61 % of a step: a larger batch_size would make better use of 4 ranks"])
  }

  @Test func waitingForOneRankIsNotTheFaultOfMessages() {
    var news = RankNews(hosts: ["a", "b"])
    let uneven = [RankLoad(computing: 1, waiting: 4), RankLoad(computing: 4.9, waiting: 0.1)]
    for _ in 0..<2 {
      #expect(warnings(news.events(after: step, uneven)).isEmpty)
      #expect(warnings(news.events(after: end, nil)).isEmpty)
    }
  }

  @Test func aRankThatIsSlowerForThreeEpochsIsNamedOnce() {
    var news = RankNews(hosts: ["n1", "n2", "n3", "n4"])
    var slow = loads([2, 2, 2.6, 2])
    slow[2].host = "n3"
    func epoch(_ loads: [RankLoad]) -> [String] {
      _ = news.events(after: step, loads)
      return warnings(news.events(after: end, nil))
    }
    #expect(epoch(slow).isEmpty && epoch(slow).isEmpty)
    #expect(epoch(loads([2, 2, 2, 2])).isEmpty, "it begins anew")
    #expect(epoch(slow).isEmpty && epoch(slow).isEmpty)
    #expect(
      epoch(slow) == ["rank 2 on n3 computes 30 % longer than the others, which wait for it"])
    #expect(epoch(slow).isEmpty)
  }

  @Test func aRankWithMoreOfEachBatchIsExplained() {
    var news = RankNews(hosts: ["", "", "", ""])
    let uneven = loads([3, 2, 2, 2], samples: [12, 8, 8, 8])
    var told: [String] = []
    for _ in 0..<3 {
      _ = news.events(after: step, uneven)
      told += warnings(news.events(after: end, nil))
    }
    #expect(
      told == [
        "rank 0 computes 50 % longer than the others, which wait for it; 4 does not divide batch_size, so that it "
          + "gets more of each batch"
      ])
  }
}
