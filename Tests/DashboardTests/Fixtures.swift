import Dashboard
import RunModel

/// A run as the trainer would report it, made of plain numbers.
enum Fixtures {
  static let start = 1_700_000_000.0

  static func callbacks(wait: Int = 0, best: Double? = nil, bestEpoch: Int? = nil)
    -> [CallbackState]
  {
    [
      CallbackState(
        id: "evaluation", name: "EvaluationCallback", role: .measures, summary: "val/mAP, 0.03 s"),
      CallbackState(
        id: "early_stopping", name: "EarlyStopping", role: .stops, monitor: "val/mAP",
        direction: .max,
        best: best, bestEpoch: bestEpoch, valueToBeat: best.map { $0 + 0.001 }, wait: wait,
        patience: 10,
        fields: [
          Parameter("patience", .integer(10), .count),
          Parameter("min_delta", .number(0.001), .magnitude),
          Parameter("baseline", .none, .optionalNumber),
          Parameter("restore_best_weights", .boolean(true), .boolean),
        ]),
      CallbackState(
        id: "reduce_lr_on_plateau", name: "ReduceLROnPlateau", role: .reducesLearningRate,
        monitor: "val/mAP", direction: .max,
        best: best, bestEpoch: bestEpoch, valueToBeat: best.map { $0 + 0.001 }, wait: wait,
        patience: 5, cooldownCounter: 0, cooldown: 2, nextLearningRate: 0.0002,
        fields: [
          Parameter("patience", .integer(5), .count),
          Parameter("factor", .number(0.2), .fraction),
          Parameter("cooldown", .integer(2), .count),
        ]),
      CallbackState(id: "csv_logger", name: "CSVLogger", role: .logs, summary: "12 rows → log.csv"),
    ]
  }

  static let info = RunInfo(
    name: "shapes", directory: "runs/2026-11-23-2104-shapes", epochs: 40, stepsPerEpoch: 125,
    samplesPerEpoch: 4000, validationSamples: 1000, batchSize: 32, parameterCount: 235_146,
    network: "784–256–128–10", data: "digits", learningRate: 0.001, seed: 1, threads: 2,
    process: 4242, callbacks: callbacks())

  /// A run that rises, meets a plateau, has its rate cut in epoch 9 and is in the middle of epoch 12.
  static func events(epochs: Int = 11) -> [RunEvent] {
    var events = [RunEvent(time: start, .runStarted(info))]
    var time = start
    var best = 0.0
    var bestEpoch = 0
    func noise(_ i: Int) -> Double {
      Double((i &* 7919 &+ 104_729) % 1000) / 1000 - 0.5
    }
    for epoch in 0...epochs {
      events.append(RunEvent(time: time, .epochStarted(epoch: epoch)))
      let last = epoch == epochs ? 78 : 125
      for step in stride(from: 3, through: last, by: 3) {
        time += 0.05
        let x = Double(epoch) + Double(step) / 125
        let loss = 0.35 + 1.9 / (1 + x * 1.4) + 0.12 * noise(epoch * 125 + step) / (1 + x * 0.2)
        events.append(
          RunEvent(
            time: time,
            .stepEnded(
              StepProgress(
                epoch: epoch, step: step, steps: 125,
                logs: ["loss": .number(loss), "accuracy": .number(1 - loss / 3)],
                recent: ["loss": .number(loss), "accuracy": .number(1 - loss / 3)],
                samplesPerSecond: 1043))))
      }
      guard epoch < epochs else { break }
      time += 0.3
      let x = Double(epoch) + 1
      let score = 0.914 - 0.6 / (x * x + 0.4) + 0.004 * noise(epoch) - (x > 8 ? 0.004 : 0)
      if score > best + 0.001 {
        (best, bestEpoch) = (score, epoch)
        events.append(
          RunEvent(
            time: time,
            .improved(epoch: epoch, by: "EarlyStopping", metric: "val/mAP", value: score)))
      }
      if epoch == 8 {
        events.append(
          RunEvent(
            time: time,
            .learningRateChanged(
              LearningRateChange(
                epoch: 8, step: 125, old: 0.001, new: 0.0002, by: "ReduceLROnPlateau"))))
      }
      events.append(
        RunEvent(
          time: time,
          .epochEnded(
            EpochSummary(
              epoch: epoch,
              logs: [
                "loss": .number(0.35 + 1.9 / (1 + x * 1.4)),
                "val_loss": .number(0.4 + 1.9 / (1 + x * 1.4) + 0.05 * noise(epoch + 50)),
                "accuracy": .number(0.9), "val/mAP": .number(score),
              ],
              learningRate: epoch >= 8 ? 0.0002 : 0.001, seconds: 2.4,
              callbacks: callbacks(wait: epoch - bestEpoch, best: best, bestEpoch: bestEpoch)))))
    }
    return events
  }

  /// The end of an epoch that follows those of `events`.
  static func ending(of epoch: Int) -> [RunEvent] {
    let time = start + 60 + Double(epoch)
    return [
      RunEvent(time: time, .epochStarted(epoch: epoch)),
      RunEvent(
        time: time + 1,
        .stepEnded(
          StepProgress(
            epoch: epoch, step: 125, steps: 125, logs: Logs(), recent: ["loss": 0.3],
            samplesPerSecond: 1043))),
      RunEvent(
        time: time + 1,
        .epochEnded(
          EpochSummary(
            epoch: epoch, logs: ["loss": 0.3, "val/mAP": 0.9], learningRate: 0.0002, seconds: 1,
            callbacks: callbacks()))),
    ]
  }

  static func state(epochs: Int = 11) -> OwnRun {
    var state = OwnRun(now: start)
    let events = events(epochs: epochs)
    state.report(events)
    _ = state.reduce(.tick(events.last?.time ?? start))
    return state
  }
}
