// A log of one's own format, and what EarlyStopping would have done on it.

import Callbacks
import RunModel
import Simulation

let log = WhiteboardLog(
  """
  mAP of the night run, copied by hand
  1 | loss 1.90 | mAP 0.11
  2 | loss 1.20 | mAP 0.34
  3 | loss 0.91 | mAP 0.48
  4 | loss 0.80 | mAP 0.47
  5 | loss 0.74 | mAP 0.48
  6 | loss 0.70 | mAP 0.55
  """)
print("\(log.epochs.count) epochs; ignored lines: \(log.ignored)")

for patience in 1...3 {
  let simulation = try Simulation(
    log.epochs,
    callbacks: [
      EarlyStopping(monitor: "mAP", patience: patience, mode: .max, restoreBestWeights: true)
    ],
    learningRate: 0.001)
  let best = simulation.epochs.compactMap { $0.logs["mAP"] }.max() ?? 0
  if let stopped = simulation.end.stoppedEpoch {
    print("patience \(patience): stops after epoch \(stopped + 1) with mAP \(best)")
  } else {
    print("patience \(patience): trains to the end with mAP \(best)")
  }
}
