public import CurveStore

/// Columns as lists, for comparing.
extension LogPoints {
  public var values: [Double] { (0..<count).map { value(at: $0) } }
  public var steps: [Int64] { hasSteps ? (0..<count).map { step(at: $0) ?? .min } : [] }
  public var epochs: [Double] { hasEpochs ? (0..<count).map { epoch(at: $0) ?? .nan } : [] }
  public var wallTimes: [Double] {
    hasWallTimes ? (0..<count).map { wallTime(at: $0) ?? .nan } : []
  }
}
