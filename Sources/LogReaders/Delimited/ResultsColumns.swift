/// The names of the columns of a `results.txt` of YOLO, which has no header.
///
/// Rows hold the epoch, the memory, the losses with their sum, the number of labels, the size of
/// the images, precision, recall, two average precisions and the validation losses. Forks have
/// other losses: the size of the images, a multiple of 32, shows where these end.
struct ResultsColumns: Hashable {
  /// The names; empty for a column that is not a metric.
  let names: [String]
  /// True when the names are known rather than numbers.
  let areKnown: Bool

  private static let losses: [Int: [String]] = [
    3: ["box", "obj", "cls"], 4: ["box", "obj", "cls", "landmark"],
    5: ["box", "obj", "cls", "kpt", "kptv"],
  ]

  /// Names the columns of a row.
  init(_ words: [ArraySlice<UInt8>]) {
    let values = words.map { NumberText($0).value }
    if let names = Self.names(values) {
      (self.names, areKnown) = (names, true)
    } else {
      names = words.indices.map { $0 < 2 ? "" : "column \($0 + 1)" }
      areKnown = false
    }
  }

  private static func names(_ values: [Double?]) -> [String]? {
    // The size follows at least two losses and their sum, and the number of labels.
    guard
      let size = values.indices.dropFirst(6).first(where: { index in
        guard let value = values[index], let labels = values[index - 1] else { return false }
        return value >= 32 && value.remainder(dividingBy: 32) == 0 && labels >= 0
          && labels == labels.rounded()
      }), let losses = losses[size - 4], size + 5 <= values.count
    else { return nil }
    let parts = values[2..<size - 2].compactMap(\.self)
    guard parts.count == losses.count, let total = values[size - 2],
      !total.isFinite || abs(parts.reduce(0, +) - total) <= 0.02 * abs(total) + 0.02
    else { return nil }
    let shares = values[size + 1...size + 4].compactMap(\.self)
    guard shares.count == 4, shares.allSatisfy({ $0 <= 1 }) else { return nil }
    let rest = values.count - size - 5
    guard rest == 0 || rest >= 3 && rest <= losses.count else { return nil }
    return ["", ""] + losses.map { "train/\($0)_loss" } + ["train/total_loss", "", ""]
      + ["metrics/precision", "metrics/recall", "metrics/mAP_0.5", "metrics/mAP_0.5:0.95"]
      + losses.prefix(rest).map { "val/\($0)_loss" }
  }
}
