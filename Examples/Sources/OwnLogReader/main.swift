// A log of one's own format, read and followed, and what EarlyStopping would have done on it.

import Callbacks
import CurveStore
import Foundation
import LogReaders
import RunModel
import Simulation

let night = """
  whiteboard
  mAP of the night run, copied by hand
  1 | loss 1.90 | mAP 0.11
  2 | loss 1.20 | mAP 0.34
  3 | loss 0.91 | mAP 0.48
  4 | loss 0.80 | mAP 0.47

  """
let path = NSTemporaryDirectory() + "whiteboard-\(ProcessInfo.processInfo.processIdentifier).txt"
try night.write(toFile: path, atomically: true, encoding: .utf8)
defer { try? FileManager.default.removeItem(atPath: path) }

// A reader of one's own is asked before the others, which would take the log for a table.
let readers = [WhiteboardReader.self] + RecordReaders.all
let contents = try LogContents(path: path, readers: readers)
print("\(contents.format.title): \(contents.pointCount) points")
print(contents.notes.map(\.sentence).joined(separator: "\n"))

// The log grows by two epochs, and the follower reads only those.
var follower = LogFollower(path: path, readers: readers)
_ = follower.next()
let log = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
try log.seekToEnd()
try log.write(contentsOf: Data("5 | loss 0.74 | mAP 0.48\n6 | loss 0.70 | mAP 0.55\n".utf8))
guard case .changed(let grown, _, _, _) = follower.next() else { fatalError("it has grown") }
print("followed: \(grown.pointCount) points")

// Callbacks count epochs from 0.
var epochs: [RecordedEpoch] = []
for series in grown.runs[0].series {
  for index in 0..<series.points.count {
    if index == epochs.count { epochs.append(RecordedEpoch(epoch: index, logs: Logs())) }
    epochs[index].logs[series.name] = series.points.value(at: index)
  }
}
for patience in 1...3 {
  let simulation = try Simulation(
    epochs,
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
