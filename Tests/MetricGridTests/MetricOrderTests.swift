import MetricGrid
import RunModel
import Testing

/// The order in which charts show metrics.
@Suite struct MetricOrderTests {
  static let loss = Curve(
    title: "loss", kind: .loss, train: "loss", validation: "val_loss", direction: .min)
  static let box = Curve(
    title: "box_loss", kind: .loss, train: "box_loss", validation: "val_box_loss", direction: .min)
  static let accuracy = Curve(
    title: "accuracy", kind: .metric, validation: "val_accuracy", direction: .max)
  static let recall = Curve(title: "recall", kind: .metric, validation: "recall", direction: .max)
  static let seconds = Curve(title: "seconds", kind: .other, train: "seconds")

  private func titles(_ curves: [Curve], watched: [String]) -> [String] {
    MetricOrder.sorted(curves, watched: watched).map(\.title)
  }

  @Test func whatCallbacksWatchComesFirst() {
    let all = [Self.seconds, Self.loss, Self.box, Self.accuracy, Self.recall]
    #expect(
      titles(all, watched: ["recall"]) == ["recall", "loss", "box_loss", "accuracy", "seconds"])
    #expect(
      titles(all, watched: ["val_loss", "val_box_loss"])
        == ["box_loss", "loss", "accuracy", "recall", "seconds"])
  }

  @Test func withoutCallbacksTheMetricThatSumsUpTheRunComesFirst() {
    #expect(
      titles([Self.seconds, Self.loss, Self.recall], watched: [])
        == ["recall", "loss", "seconds"])
    #expect(titles([Self.seconds], watched: []) == ["seconds"])
  }

  /// No layer, class or task sums up a run; one metric of a log without anything else does.
  @Test(arguments: [(3, "layer0/snr"), (4, "loss"), (90, "loss")])
  func aMetricOfManyLayersComesBehindAValidationLoss(count: Int, first: String) {
    let layers = (0..<count).map {
      Curve(title: "layer\($0)/snr", kind: .metric, validation: "layer\($0)/snr", direction: .max)
    }
    #expect(titles(layers + [Self.loss], watched: []).first == first)
    #expect(titles(layers, watched: []).first == "layer0/snr")
    let whole = count == 3 ? first : "recall"
    #expect(titles(layers + [Self.loss, Self.recall], watched: []).first == whole)
  }

  @Test func aCurveWithValidationValuesAloneIsCalledByItsSeries() {
    #expect(Self.accuracy.judgedTitle == "val_accuracy")
    #expect(Self.recall.judgedTitle == "recall" && Self.loss.judgedTitle == "val_loss")
  }

  /// Clocks come behind all else that was logged, and what shows nothing comes last.
  @Test func clocksAndWhatShowsNothingComeLast() {
    let names = ["data_time", "bbox/APs", "eta_seconds", "grad_norm", "timeouts"]
    let curves = names.map { Curve(title: $0, kind: .other, train: $0) } + [Self.loss]
    #expect(
      MetricOrder.sorted(curves, watched: [], idle: ["bbox/APs"]).map(\.title)
        == ["loss", "grad_norm", "timeouts", "data_time", "eta_seconds", "bbox/APs"])
    #expect(
      MetricOrder.sorted(curves, watched: ["bbox/APs"], idle: ["bbox/APs"]).first?.title
        == "bbox/APs")
  }

  /// A loss that is no number from the start is what the person looks for.
  @Test func theMainLossAndTheHeadlineStayEvenWithoutANumber() {
    let all = [Self.seconds, Self.loss, Self.box, Self.recall]
    #expect(
      MetricOrder.sorted(all, watched: [], idle: ["loss", "recall", "box_loss"]).map(\.title)
        == ["recall", "loss", "seconds", "box_loss"])
  }

  @Test func theMainLossIsTheFirstOne() {
    #expect(MetricOrder.mainLoss(of: [Self.recall, Self.box, Self.loss]) == Self.box)
    #expect(MetricOrder.mainLoss(of: [Self.recall]) == Self.recall)
    #expect(MetricOrder.mainLoss(of: []) == nil)
  }
}
