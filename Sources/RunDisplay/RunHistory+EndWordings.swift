internal import Cells
package import RunModel

extension RunHistory {
  /// The reason of the end in words, the longest wording first; empty while the run has not ended.
  ///
  /// The first one has the missing parts in full, the others only say that there are some.
  ///
  /// - Complexity: O(sentences).
  package var endWordings: [String] {
    guard case .ended(let reason) = status, let words = endWords else { return [] }
    let rest = gaps.isEmpty ? "" : "; incomplete"
    let shorter = earlyEnd(by: reason).map { [$0] } ?? Array(reason.wordings.dropFirst())
    return [words] + shorter.map { $0 + rest }
  }
}

extension StopReason {
  /// The reason in words, the longest wording first: the sentence, what of it counts on a small
  /// screen, and who ended training.
  package var wordings: [String] {
    switch self {
    case .completed, .failed, .person(.now, _): [sentence]
    case .callback(let name, _, let evidence):
      [sentence] + (evidence?.briefs(of: name) ?? []) + ["\(name) stopped it"]
    case .person(.afterEpoch, let via): [sentence, "stopped by \(via)"]
    }
  }
}

extension StopReason.Evidence {
  /// The cause in a few words, and in fewer, with the name of the callback.
  ///
  /// With a min_delta in it, the name gives way before the value: a better one may be seen beside.
  fileprivate func briefs(of name: String) -> [String] {
    let briefs = briefs
    let named = briefs.map { "\($0) (\(name))" }
    return decidingDelta == nil ? named : zip(named, briefs).flatMap { [$0, $1] }
  }

  private var briefs: [String] {
    switch cause {
    case .patience:
      let delta = decidingDelta.map { "by min_delta \($0.settingWords) " } ?? ""
      let time = "\(delta)for \(waitWords)"
      let best = best.map { best in
        let epoch = bestEpoch.map { " (epoch \($0 + 1))" } ?? ""
        let value = "\(best.metricWords)\(epoch)"
        return delta.isEmpty
          ? "no better \(monitor) than \(value) \(time)"
          : "no \(monitor) better than \(value) \(time)"
      }
      return [best, "no better \(monitor) \(time)"].compactMap(\.self)
    case .target, .divergence: return ["\(monitor) reached \(current.metricWords)"]
    case .notFinite: return ["\(monitor) was \(current.metricWords)"]
    case .timeBudget: return ["\(current.metricWords) s are used up"]
    }
  }
}

extension [String] {
  /// The lines of the first of these wordings that is whole in a number of lines; the beginning of
  /// the last one where none is.
  ///
  /// - Parameters:
  ///   - most: The lines.
  ///   - width: The columns of a line.
  /// - Complexity: O(length).
  package func whole(in most: Int, width: Int, ellipsis: Unicode.Scalar) -> [String] {
    let wrapped = map { $0.sanitized.wrapped(to: width) }
    return wrapped.first { $0.count <= most }
      ?? wrapped.last?.head(Swift.max(0, most), width: width, ellipsis: ellipsis) ?? []
  }
}
