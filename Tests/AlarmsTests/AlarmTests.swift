import Alarms
import RunModel
import Testing

@Suite struct AlarmTests {
  private let pair = Curve(
    title: "loss", kind: .loss, train: "loss", validation: "val_loss", direction: .min)
  private let metric = Curve(
    title: "val/mAP", kind: .metric, validation: "val/mAP", direction: .max)

  /// A run with these values at the ends of its epochs.
  private func history(_ values: KeyValuePairs<String, [Double]>) -> RunHistory {
    var history = RunHistory()
    history.apply(
      RunEvent(time: 0, .runStarted(RunInfo(name: "run", epochs: 100, stepsPerEpoch: 10))))
    let count = values.map(\.value.count).max() ?? 0
    for epoch in 0..<count {
      var logs = Logs()
      for (name, series) in values where series.indices.contains(epoch) {
        logs[name] = series[epoch]
      }
      history.apply(RunEvent(time: 0, .epochStarted(epoch: epoch)))
      history.apply(
        RunEvent(
          time: 0,
          .epochEnded(
            EpochSummary(epoch: epoch, logs: logs, learningRate: 0.1, seconds: 1, callbacks: []))))
    }
    return history
  }

  private func alarms(
    _ values: KeyValuePairs<String, [Double]>, _ change: (inout AlarmSettings) -> Void = { _ in }
  ) -> [Alarm] {
    var settings = AlarmSettings()
    change(&settings)
    var watch = AlarmWatch()
    return watch.look(
      at: RunObservation(history(values), curves: [pair, metric], now: 0), settings)
  }

  // MARK: Values

  @Test func aLossThatIsNotANumber() {
    let found = alarms(["loss": [1, 0.5, .nan]])
    #expect(found.map(\.kind) == [.notFinite] && found.map(\.subject) == ["loss"])
    #expect(found.map(\.text) == ["loss has been NaN since epoch 3"])
    #expect(
      alarms(["loss": [1, .infinity]]).map(\.text) == ["loss has been infinite since epoch 2"])
    #expect(
      alarms(["loss": [1, .nan, .nan, .nan]]).map(\.text) == ["loss has been NaN since epoch 2"])
    #expect(
      alarms(["loss": [1, .infinity, .nan]]).map(\.text)
        == ["loss has not been finite since epoch 2: now NaN"])
    #expect(
      alarms(["loss": [1, .infinity, -.infinity]]).map(\.text)
        == ["loss has not been finite since epoch 2: now minus infinite"])
    var watch = AlarmWatch()
    for values in [[1, .nan, .nan], [1, .nan, .nan, 0.5]] {
      _ = watch.look(
        at: RunObservation(history(["loss": values]), curves: [pair], now: 0), AlarmSettings())
    }
    #expect(watch.open.map(\.text) == ["loss was NaN from epoch 2 to 3"])
    #expect(alarms(["loss": [1, .nan]]) { $0.isNotFiniteReported = false } == [])
  }

  /// The row of a log says it, too; a metric that has no value yet is none of its business.
  @Test(arguments: [([1.0, .nan], "loss has been NaN since epoch 2"), ([1, .nan, 0.5], nil)])
  func aLogWhoseLossIsNotANumber(loss: [Double], words: String?) {
    let history = history(["loss": loss, "accuracy": loss.map { _ in .nan }])
    let observation = RunObservation(history, curves: [pair, metric], now: 0)
    #expect(observation.brokenLoss == words)
  }

  @Test func aLogThatCountsFromZeroIsToldInItsOwnNumbers() {
    let history = history(["loss": [1, .nan, .nan], "val/mAP": [0.5, .nan, .nan]])
    let observation = RunObservation(history, firstEpoch: 0, curves: [metric, pair], now: 0)
    #expect(observation.brokenLoss == "loss has been NaN since epoch 1")
    var watch = AlarmWatch()
    _ = watch.look(at: observation, AlarmSettings())
    #expect(
      watch.open.map(\.text) == [
        "loss has been NaN since epoch 1", "val/mAP has been NaN since epoch 1",
      ])
  }

  @Test func aLossThatIsNotANumberWithinAnEpoch() {
    var history = history(["loss": [1, 0.5]])
    history.apply(RunEvent(time: 1, .epochStarted(epoch: 2)))
    history.apply(
      RunEvent(
        time: 1,
        .stepEnded(
          StepProgress(
            epoch: 2, step: 4, steps: 10, logs: ["loss": .number(.nan)],
            recent: ["loss": .number(.nan)], samplesPerSecond: 1))))
    var watch = AlarmWatch()
    let found = watch.look(
      at: RunObservation(history, curves: [pair], now: 0), AlarmSettings())
    #expect(found.map(\.text) == ["loss has been NaN since epoch 3"])
  }

  /// A detector that has found nothing yet has no precision.
  @Test func aMetricWithoutAValueYetIsNoAlarm() {
    #expect(alarms(["val/mAP": [.nan, .nan]]) == [])
    #expect(alarms(["val/mAP": [.nan, 0.4, .nan]]).map(\.subject) == ["val/mAP"])
  }

  @Test func aLossThatDiverges() {
    let found = alarms(["loss": [4, 2, 1, 3.2]])
    #expect(found.map(\.kind) == [.divergence] && found.map(\.subject) == ["loss"])
    #expect(found.map(\.text) == ["loss diverges: 3.2 is 3.2 times its best, 1"])
    #expect(alarms(["loss": [4, 2, 1, 2.9]]) == [])
    #expect(alarms(["loss": [4, 2, 1, 2.9]]) { $0.divergence = 2 }.count == 1)
    #expect(alarms(["loss": [4, 2, 1, 3.2]]) { $0.divergence = nil } == [])
  }

  /// Three times almost nothing is almost nothing.
  @Test func theNoiseOfASmallLossIsNotDivergence() {
    #expect(alarms(["loss": [2.3, 0.01, 0.001, 0.004]]) == [])
  }

  @Test func aNegativeLossDivergesAboveItsStart() {
    #expect(alarms(["loss": [1, -5, -6, -2]]) == [])
    #expect(alarms(["loss": [1, -5, -6, 2]]).count == 1)
  }

  @Test func overfittingIsARisingValidationLossUnderAFallingTrainingLoss() {
    let rising = [1, 0.8, 0.82, 0.84, 0.83, 0.86, 0.9]
    let falling = [1, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35]
    let found = alarms(["loss": falling, "val_loss": rising])
    #expect(
      found == [
        Alarm(
          .overfitting, subject: "val_loss",
          text: "overfitting: val_loss rose over 5 epochs while loss fell",
          brief: "overfitting: val_loss rose over 5 epochs")
      ])
    #expect(alarms(["loss": rising, "val_loss": rising]) == [])
    #expect(alarms(["loss": falling, "val_loss": falling]) == [])
    #expect(alarms(["loss": falling, "val_loss": rising]) { $0.overfitting = 6 } == [])
  }

  /// A rise of less than one per cent above the lowest loss is noise.
  @Test func aTinyRiseOfTheValidationLossIsNoOverfitting() {
    let falling = [1, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35]
    func found(_ rising: [Double]) -> Int {
      alarms(["loss": falling, "val_loss": rising]).count { $0.kind == .overfitting }
    }
    let tiny = [1, 0.981098, 0.981099, 0.9811, 0.981102, 0.981104, 0.981106]
    #expect(found(tiny) == 0)
    #expect(found([-1, -0.999, -0.998, -0.997, -0.996, -0.995, -0.994]) == 0)
    #expect(found([-1, -0.999, -0.998, -0.997, -0.996, -0.995, -0.98]) == 1)
    #expect(found([1, 0.98, 0.981, 0.982, 0.983, 0.985, 0.989]) == 0)
    #expect(found([1, 0.98, 0.981, 0.982, 0.983, 0.985, 0.99]) == 1)
    // The lowest loss counts, not the first of the rise.
    #expect(found([0.97, 0.98, 0.981, 0.982, 0.983, 0.985, 0.989]) == 1)
  }

  // MARK: Pace

  private func pace(
    _ durations: [Double], news: [Double], now: Double, isPaused: Bool = false
  ) -> [Alarm] {
    var history = history(["loss": [1]])
    if isPaused {
      history.apply(RunEvent(time: 0, .paused(epoch: 1, step: 0)))
    }
    var watch = AlarmWatch()
    var found: [Alarm] = []
    for time in news {
      found = watch.look(
        at: RunObservation(
          history, curves: [], durations: durations, lastNews: time, now: time),
        AlarmSettings())
    }
    found += watch.look(
      at: RunObservation(
        history, curves: [], durations: durations, lastNews: news.last, now: now),
      AlarmSettings())
    return found
  }

  @Test func silenceIsMeasuredByTheHabitOfTheWriter() {
    #expect(pace([], news: [0, 10, 30, 40], now: 135) == [])
    #expect(
      pace([], news: [0, 10, 30, 40], now: 145).map(\.text)
        == ["no news for 105 s; usually at most 20 s"])
    // Who writes once per epoch is silent within it.
    #expect(pace([60, 62], news: [0], now: 300) == [])
    #expect(pace([60, 62], news: [0], now: 320).map(\.kind) == [.silence])
  }

  /// A log that was finished yesterday is no alarm.
  @Test func aRunThatWasSilentBeforeIsNoNews() {
    let history = history(["loss": [1]])
    var watch = AlarmWatch()
    func look(_ news: Double, _ now: Double) -> [Alarm] {
      watch.look(
        at: RunObservation(
          history, curves: [], durations: [60, 62], lastNews: news, now: now), AlarmSettings())
    }
    #expect(look(0, 90_000) == [])
    #expect(look(0, 180_000) == [])
    #expect(look(180_100, 180_100) == [])
    #expect(look(180_100, 720_000).map(\.kind) == [.silence])
    watch.end()
    #expect(watch.open == [])
  }

  @Test func nobodyIsSilentWithoutAHabitOrWhilePaused() {
    #expect(pace([], news: [0], now: 10_000) == [])
    #expect(pace([], news: [0, 1, 2], now: 20) == [], "half a minute is nothing")
    #expect(pace([], news: [0, 1, 2], now: 100, isPaused: true) == [])
  }

  @Test func aSlowEpoch() {
    #expect(pace([10, 11, 10, 14], news: [], now: 0) == [])
    #expect(
      pace([10, 11, 10, 20], news: [], now: 0).map(\.text)
        == ["slower: the last epoch took 20 s, usually 10 s"])
    #expect(pace([0.1, 0.1, 0.1, 0.4], news: [], now: 0) == [], "too short to tell")
  }

  /// An alarm stays until somebody has seen it, but says nothing that is no longer so.
  @Test func anAlarmThatIsOverSaysSo() {
    var watch = AlarmWatch()
    func look(_ durations: [Double], _ news: Double, _ now: Double) -> [String] {
      _ = watch.look(
        at: RunObservation(
          history(["loss": [1]]), curves: [], durations: durations, lastNews: news, now: now),
        AlarmSettings())
      return watch.open.map(\.text)
    }
    #expect(look([10, 11, 10, 20], 0, 0) == ["slower: the last epoch took 20 s, usually 10 s"])
    // A usual speed is no news.
    #expect(look([10, 11, 10, 20, 10], 1, 1) == [])
    #expect(look([10, 11, 10, 20, 10], 1, 200).last?.hasPrefix("no news for 3 min") == true)
    #expect(
      look([10, 11, 10, 20, 10], 300, 300).last == "no news came for 3 min; it has gone on since")
    watch.acknowledge()
    #expect(watch.open == [])
  }

  @Test func aDiskThatIsNearlyFull() {
    var watch = AlarmWatch()
    var observation = RunObservation(
      history(["loss": [1]]), curves: [], now: 0, machine: MachineState(diskFree: 2e9))
    #expect(watch.look(at: observation, AlarmSettings()) == [])
    observation.machine?.diskFree = 0.4e9
    #expect(
      watch.look(at: observation, AlarmSettings()).map(\.text)
        == ["the disk of the run has 0.4 GB left"])
  }

  @Test func aGPUThatIsTooHotStaysSoUntilItHasCooledDown() {
    var watch = AlarmWatch()
    func look(_ temperature: Double, isThrottled: Bool = false) -> [String] {
      let gpus = [
        MachineState.GPU(temperature: 60),
        MachineState.GPU(temperature: temperature, isThrottled: isThrottled),
      ]
      let observation = RunObservation(
        history(["loss": [1]]), curves: [], now: 0, machine: MachineState(gpus: gpus))
      return watch.look(at: observation, AlarmSettings()).map(\.text)
    }
    #expect(look(89) == [])
    #expect(look(91) == ["gpu 1 is hot: 91 °C"])
    watch.acknowledge()
    #expect(look(88) == [])
    #expect(look(92) == [], "it has been hot all the time")
    #expect(look(84) == [])
    #expect(look(84, isThrottled: true) == ["gpu 1 is hot: 84 °C, and slows itself down"])
    watch.end()
    #expect(watch.open == [])
  }

  @Test func severalHotGPUsAreOneAlarm() {
    var watch = AlarmWatch()
    let gpus = [91, 60, 94].map { MachineState.GPU(temperature: $0, isThrottled: $0 == 94) }
    let observation = RunObservation(
      history(["loss": [1]]), curves: [], now: 0, machine: MachineState(gpus: gpus))
    #expect(
      watch.look(at: observation, AlarmSettings()).map(\.text)
        == ["2 gpus are hot: 94 °C, and slow themselves down"])
    var settings = AlarmSettings()
    settings.heat = nil
    var quiet = AlarmWatch()
    #expect(quiet.look(at: observation, settings) == [])
  }

  // MARK: Keeping

  @Test func anAlarmStaysUntilItIsAcknowledged() {
    var watch = AlarmWatch()
    let bad = RunObservation(history(["loss": [1, .nan]]), curves: [pair], now: 0)
    let good = RunObservation(history(["loss": [1, .nan, 1]]), curves: [pair], now: 0)
    #expect(watch.look(at: bad, AlarmSettings()).count == 1)
    #expect(watch.look(at: bad, AlarmSettings()) == [], "it is given once")
    #expect(watch.look(at: good, AlarmSettings()) == [] && watch.open.count == 1)
    watch.acknowledge()
    #expect(watch.open == [])
    #expect(watch.look(at: good, AlarmSettings()) == [])
    // Its condition has ended, so it can come again.
    #expect(watch.look(at: bad, AlarmSettings()).count == 1)
    watch.acknowledge()
    #expect(watch.look(at: bad, AlarmSettings()) == [] && watch.open == [])
  }

  /// One alarm is acknowledged at a time: the next one is shown, and none goes unread.
  @Test func theAlarmThatIsShownIsAcknowledgedAlone() {
    var watch = AlarmWatch()
    let values: KeyValuePairs<String, [Double]> = [
      "loss": [1, 0.9, 0.8, 0.7, 0.6, 0.5, .nan], "val_loss": [1, 0.9, 0.8, 0.7, 0.6, 0.5, 4],
    ]
    let bad = RunObservation(
      history(values), curves: [pair], now: 0, machine: MachineState(diskFree: 1e8))
    #expect(watch.look(at: bad, AlarmSettings()).count == 3)
    var shown: [Alarm.Kind] = []
    while let alarm = watch.shown {
      shown.append(alarm.kind)
      watch.acknowledge()
      #expect(watch.look(at: bad, AlarmSettings()) == [] && watch.open.count == 3 - shown.count)
    }
    #expect(shown == [.disk, .divergence, .notFinite])
  }

  /// What an alarm said stays as an event: once until the loss has a new lowest value.
  @Test func alarmsOfLossesAreTold() {
    var record = AlarmRecord()
    var told: [String] = []
    let losses = [1, 0.5, 0.3, 1.2, 1.3, 0.4, 1.4, 0.2, 0.9]
    for (epoch, loss) in losses.enumerated() {
      for alarm in record.end([pair], value: { $0 == "loss" ? loss : nil }) {
        told.append("\(epoch + 1) \(alarm.text)")
      }
    }
    #expect(
      told == [
        "4 loss diverges: 1.2 is 4 times its best, 0.3",
        "9 loss diverges: 0.9 is 4.5 times its best, 0.2",
      ])
    record = AlarmRecord()
    told = []
    for epoch in 0..<20 {
      let values = ["loss": 1 / Double(epoch + 1), "val_loss": 1 + abs(Double(epoch) - 5) / 10]
      told += record.end([pair], value: { values[$0] }).map { "\(epoch + 1) \($0.text)" }
    }
    #expect(told == ["10 overfitting: val_loss rose over 5 epochs while loss fell"])
  }

  @Test func alarmsOfPaceAndMachineAreTold() {
    var record = AlarmRecord()
    // Before an epoch has ended, the measuring of a first one may take long.
    #expect(record.hear(at: 0, wasPaused: false) == nil)
    #expect(record.hear(at: 100, wasPaused: false) == nil)
    record = AlarmRecord()
    var told: [String] = []
    let durations = [8.0, 8, 8, 8, 13, 13, 8] + Array(repeating: 8, count: 8) + [13, 40]
    for (epoch, seconds) in durations.enumerated() {
      let slow = record.end(epochsOf: Array(durations[...epoch].suffix(11)))
      if let slow { told.append("\(epoch + 1) \(slow)") }
      #expect(record.hear(at: Double(epoch), wasPaused: false) == nil, "\(seconds)")
    }
    #expect(
      told == [
        "5 slower: the last epoch took 13 s, usually 8.0 s",
        "16 slower: the last epoch took 13 s, usually 8.0 s",
      ])
    // Five times the longest epoch.
    #expect(record.hear(at: 200, wasPaused: false) == nil)
    #expect(record.hear(at: 2000, wasPaused: true) == nil)
    #expect(record.hear(at: 3200, wasPaused: false) == "no news for 20 min")
    #expect(record.hear(at: 4400, wasPaused: false) == nil)
    func read(_ gigabytes: Double, _ temperature: Double) -> [String] {
      record.read(
        MachineState(diskFree: gigabytes * 1e9, gpus: [.init(temperature: temperature)]))
    }
    #expect(read(5, 80) == [])
    #expect(read(0.5, 92) == ["the disk of the run has 0.5 GB left", "gpu 0 is hot: 92 °C"])
    #expect(read(1.1, 88) == [] && read(0.9, 91) == [])
    #expect(read(3, 80) == [] && read(3, 93) == ["gpu 0 is hot: 93 °C"])
    // A reading may leave something out, which is no news of it.
    #expect(read(0.5, 93) == ["the disk of the run has 0.5 GB left"])
    #expect(record.read(MachineState(memoryUsed: 1)) == [] && read(0.5, 93) == [])
  }

  /// A run that rests in each epoch does so by habit, however much it tells between.
  @Test func aRestInEachEpochIsNoSilence() {
    var record = AlarmRecord()
    var (time, told) = (0.0, 0)
    func wait(_ seconds: Double) {
      time += seconds
      if record.hear(at: time, wasPaused: false) != nil { told += 1 }
    }
    for _ in 0..<12 {
      for _ in 0..<100 { wait(0.1) }
      _ = record.end(epochsOf: [10])
      wait(120)
    }
    #expect(told == 1)
    // One night is no habit.
    wait(8 * 3600)
    wait(3700)
    #expect(told == 3)
  }

  /// The numbers of a log are those of anybody.
  @Test(arguments: [1e300, -1e300, .infinity, .nan]) func anyTimeIsTaken(_ value: Double) {
    var record = AlarmRecord()
    for time in [0, 1, value, 2, 3] {
      _ = record.hear(at: time, wasPaused: false)
      _ = record.end(epochsOf: [2, 2, 2, 2, value])
    }
    record = AlarmRecord()
    #expect(
      record.end(epochsOf: [2, 2, 0, 2, 2, 8]) != nil, "an epoch without seconds is left out")
    _ = record.hear(at: 10, wasPaused: false)
    #expect(record.hear(at: 1e300, wasPaused: false) == "no news for ages")
  }

  @Test func aRunThatHasEndedGivesNone() {
    var history = history(["loss": [1, .nan]])
    history.apply(
      RunEvent(
        time: 1, .runEnded(RunEnd(reason: .completed, epochs: 2, seconds: 2))))
    var watch = AlarmWatch()
    #expect(
      watch.look(at: RunObservation(history, curves: [pair], now: 0), AlarmSettings()) == [])
  }
}
