import Playbacks
import RunModel
import Testing

/// The curve of one run that corresponds to that of another.
@Suite struct LikeCurvesTests {
  private func run(_ curves: Curve...) -> RunHistory {
    var history = RunHistory()
    history.apply(RunEvent(time: 0, .runStarted(RunInfo(name: "x", epochs: 9))))
    history.curves = curves
    return history
  }

  private let accuracy = Curve(title: "accuracy", kind: .metric, train: "accuracy")

  @Test func anotherMetricNeverStandsForOneThatIsMissing() {
    let other = run(Curve(title: "val/mAP", kind: .metric, validation: "val/mAP"), accuracy)
    #expect(other.curve(like: Curve(title: "val/AP50", kind: .metric)) == nil)
    #expect(other.curve(like: accuracy) == accuracy)
    // A callback that watches it makes it a metric.
    #expect(other.curve(like: Curve(title: "accuracy", kind: .other)) == accuracy)
  }

  @Test func theLossHasOneNameInEachToolAndItsPartsAreOtherQuantities() {
    let part = Curve(title: "box_loss", kind: .loss, train: "train/box_loss")
    let whole = Curve(title: "train/total_loss", kind: .loss, train: "train/total_loss")
    let other = run(part, whole)
    #expect(other.curve(like: Curve(title: "loss", kind: .loss)) == whole)
    #expect(other.curve(like: Curve(title: "cls_loss", kind: .loss)) == nil)
    #expect(run(part).curve(like: Curve(title: "loss", kind: .loss)) == nil)
  }
}
