import Boxes
import JSONText
public import RunModel
import Testing

/// One event of every kind.
public enum EventSamples {
  /// A callback with a field of every kind.
  public static let state = CallbackState(
    id: "early_stopping", name: "EarlyStopping", role: .stops, monitor: "val/mAP",
    direction: .max, best: 0.91,
    bestEpoch: 7, valueToBeat: 0.915, wait: 3, patience: 10, hasStopped: true,
    fields: [
      Parameter("patience", .integer(10), .count),
      Parameter("min_delta", .number(0.005), .magnitude),
      Parameter("baseline", .none, .optionalNumber),
      Parameter("restore_best_weights", .boolean(true), .boolean),
      Parameter("factor", .number(0.5), .fraction),
    ])
  /// A callback of a script, with counters and fields as its framework has them.
  public static let scriptState = CallbackState(
    id: "early_stopping", name: "EarlyStoppingCallback", role: .stops, monitor: "eval_loss",
    direction: .min, best: 0.4, wait: 1, patience: 3, left: 2, unit: "evaluations",
    fields: [
      Parameter("early_stopping_patience", .integer(3), .count),
      Parameter("mode", .text("min"), .choice(["min", "max"])),
      Parameter("strategy", .text("epoch"), .reading),
    ])
  /// The start of a script whose epochs and steps nobody knows beforehand.
  public static let scriptInfo = RunInfo(
    name: "train.py", epochs: 0, learningRate: 0.003, process: 77, framework: "transformers",
    client: "plateau-client 0.2.0", sampleUnit: "tokens", resume: "run the script again",
    callbacks: [scriptState])
  /// The start of a run with every member.
  public static let wholeInfo = RunInfo(
    name: "n", directory: "d", epochs: 1, firstEpoch: 1, stepsPerEpoch: 1, samplesPerEpoch: 1,
    validationSamples: 1, batchSize: 1, parameterCount: 1, network: "n", data: "d",
    learningRate: 1, seed: 1, threads: 1, process: 1, processStart: 1, processNamespace: "p",
    host: "h", framework: "f", client: "c", sampleUnit: "rows", resume: "r", callbacks: [state])
  /// Commands of every kind.
  public static let commands: [RunCommand] = [
    .pause, .resume, .stepEpoch, .stop(.now), .stop(.afterEpoch), .setLearningRate(.to(0.001)),
    .setLearningRate(.times(0.5)), .setLearningRate(.plus(-0.001)),
    .edit(callback: "a", field: "b", value: .boolean(true)),
    .edit(callback: "a", field: "b", value: .none),
    .edit(callback: "a", field: "mode", value: .text("max")), .reset(callback: "a"),
    .move(callback: "a", by: -1), .undo, .cancel(.stop), .cancel(.pause), .save, .evaluate,
    .apply([
      RunEdit(epoch: 3, step: 10, .setLearningRate(.to(0.5))),
      RunEdit(epoch: 4, step: 0, .reset(callback: "early_stopping")),
    ]),
  ]
  /// A command.
  public static let request = CommandRequest(
    id: "key-1", source: "key press",
    .edit(callback: "early_stopping", field: "patience", value: .integer(12)))
  /// The start of a run.
  public static let info = RunInfo(
    name: "digits", directory: "runs/x", epochs: 3, stepsPerEpoch: 10, samplesPerEpoch: 320,
    validationSamples: 64, batchSize: 32, parameterCount: 1234, network: "784–10", data: "digits",
    learningRate: 0.0010000000474974513, seed: .max, threads: 2, process: 77, callbacks: [state])

  /// Events of every kind.
  public static let kinds: [RunEvent.Kind] = [
    .runStarted(info),
    .epochStarted(epoch: 2),
    .stepEnded(
      StepProgress(
        epoch: 1, step: 5, steps: 10, logs: ["loss": 0.5], recent: ["loss": .number(.nan)],
        samplesPerSecond: 1000)),
    .validationStarted(epoch: 0),
    .machineRead(
      MachineState(
        load: 0.5, cores: 16, memoryUsed: 4e9, memory: 64e9, diskFree: 1e11, disk: 1e12,
        gpus: [
          MachineState.GPU(
            name: "H100", load: 0.9, memoryUsed: 4e10, memory: 8e10, temperature: 91, power: 600,
            isThrottled: true)
        ])),
    .machineRead(MachineState(load: .nan)),
    .ranksTold([
      RankLoad(host: "n1", samples: 320, computing: 1.5, waiting: 0.25),
      RankLoad(host: "n2", samples: 320, computing: 1.25, waiting: 0.5), RankLoad(),
    ]),
    .evaluated(epoch: 0, by: "EvaluationCallback", values: ["val/mAP": 0.5], seconds: 0.25),
    .measured(
      Measurement(
        epoch: 1, step: 4, by: "Trainer", values: ["eval_loss": 0.25],
        callbacks: [state, scriptState])
    ),
    .measured(Measurement(epoch: 1, step: 4, values: ["val/acc": .number(.nan)])),
    .stepEnded(
      StepProgress(
        epoch: 0, step: 40, steps: 0, logs: [:], recent: ["loss": 2], samplesPerSecond: 0,
        learningRate: 0.003)),
    .runStarted(scriptInfo), .runStarted(wholeInfo),
    .samplesChosen([
      SampleImage(
        width: 2, height: 1, pixels: [0, 1, 2, 253, 254, 255],
        truths: [LabeledBox(box: UnitBox(x: 0.25, y: 0, width: 0.5, height: 1), label: 3)])
    ]),
    .detected(
      epoch: 4,
      DetectionReport(
        classes: [
          .init(
            name: "cat", truths: 7, averagePrecision: 0.5, ap50: 0.75,
            precisions: [1, 0.75] + Array(repeating: 0, count: 99)),
          .init(name: "dog", truths: 0, averagePrecision: nil, ap50: nil),
        ],
        confusion: [[5, 1, 1], [0, 0, 0], [2, 0, 0]],
        found: [
          [
            LabeledBox(
              box: UnitBox(x: -0.01, y: 0.5, width: 0.25, height: 0.125), label: 0, score: 0.875)
          ], [],
        ],
        errors: .init(
          kinds: [.init(name: "missed", gain: 0.125, count: 3)], falsePositiveGain: 0.25,
          falseNegativeGain: nil), precisions: Array(repeating: 0.875, count: 101))),
    .weightsRestored(epoch: 3, by: "ReduceLROnPlateau"),
    .weightsRestored(epoch: nil, by: "NonFiniteGuard"),
    .epochEnded(
      EpochSummary(
        epoch: 0, logs: ["z": 1.5, "a": .number(.infinity), "t": "text", "l": .list([1, 2.5])],
        learningRate: 0.1, seconds: 2.5, callbacks: [state])),
    .epochEnded(
      EpochSummary(
        epoch: 1, logs: ["loss": 0.5], learningRate: 0.1, seconds: 1, callbacks: [state],
        brokenOffAt: 4)),
    .learningRateChanged(
      LearningRateChange(epoch: 1, step: 2, old: 0.1, new: 0.05, by: "ReduceLROnPlateau")),
    .improved(epoch: 3, by: "EarlyStopping", metric: "val/mAP", value: 0.9),
    .checkpointSaved(epoch: 3, path: "checkpoints/3.safetensors"),
    .checkpointSaved(epoch: 4, path: "checkpoints/4-7.safetensors", step: 7),
    .message(from: "EarlyStopping", text: "Epoch 4: early stopping"),
    .warning(from: "journal", text: "disk \"full\"\n"),
    .paused(epoch: 1, step: 2),
    .resumed(epoch: 1, step: 2),
    .commandApplied(
      AppliedCommand(
        request: request, epoch: 1, step: 2, subject: "early_stopping.patience", old: .integer(10),
        new: .integer(12), callbacks: [state])),
    .commandApplied(
      AppliedCommand(request: CommandRequest(id: "1", source: "x", .pause), epoch: 0, step: 0)),
    .commandApplied(
      AppliedCommand(
        request: CommandRequest(id: "4", source: "x", .setLearningRate(.times(0.5))), epoch: 1,
        step: 2, subject: "learning_rate", old: .number(0.002), new: .number(0.001))),
    .commandRefused(request: request, why: "too late"),
    .commandRefused(
      request: CommandRequest(id: "2", source: "x", .other("rewind")), why: "no such command"),
    .commandApplied(
      AppliedCommand(request: CommandRequest(id: "3", source: "x", .save), epoch: 0, step: 9)),
    .runEnded(RunEnd(reason: .completed, epochs: 3, seconds: 1.5)),
    .runEnded(
      RunEnd(
        reason: .callback(
          name: "EarlyStopping", epoch: 9,
          evidence: .init(
            monitor: "m", current: 0.1, best: 0.2, bestEpoch: 6, wait: 3, patience: 3)),
        epochs: 10, restoredEpoch: 6, seconds: 1.5)),
    .runEnded(
      RunEnd(
        reason: .callback(
          name: "EarlyStopping", epoch: 4,
          evidence: .init(monitor: "m", current: 0.1, wait: 5, patience: 5, missedBaseline: 0.9)),
        epochs: 5, seconds: 1.5)),
    .runEnded(RunEnd(reason: .person(.afterEpoch, via: "Ctrl-C"), epochs: 1, seconds: 0.5)),
    .runEnded(RunEnd(reason: .failed("no data"), epochs: 0, seconds: 0.5)),
  ]
}
