import RunLogs

/// What is compared with lists.
extension LogPoints {
  var values: [Double] { (0..<count).map { value(at: $0) } }
  var steps: [Int64] { hasSteps ? (0..<count).map { step(at: $0) ?? .min } : [] }
  var epochs: [Double] { hasEpochs ? (0..<count).map { epoch(at: $0) ?? .nan } : [] }
  var wallTimes: [Double] { hasWallTimes ? (0..<count).map { wallTime(at: $0) ?? .nan } : [] }
}
