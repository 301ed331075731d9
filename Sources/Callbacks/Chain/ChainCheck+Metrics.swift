internal import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Findings about the metrics that callbacks watch.
extension ChainCheck {
  /// A `min_delta` that hardly any change of the last run would have reached, once per metric.
  static func coarse(_ callbacks: [any Callback], _ noise: [String: Double]) -> [String] {
    var found: [(metric: String, callbacks: [String])] = []
    for callback in callbacks {
      // A share of the best value has another unit.
      let mode = (callback as? any ConfigurableCallback)?.value(of: "threshold_mode")
      guard mode != .text(ThresholdMode.relative.rawValue), let metric = callback.monitors.first,
        let noise = noise[metric], noise > 0,
        case .number(let delta)? = callback.fields.first(where: { $0.name == "min_delta" })?.value,
        delta > noise
      else { continue }
      let words = "\(callback.name) (\(delta.metricWords))"
      if let index = found.firstIndex(where: { $0.metric == metric }) {
        found[index].callbacks.append(words)
      } else {
        found.append((metric, [words]))
      }
    }
    return found.map { metric, names in
      "min_delta of \(names.joined(separator: " and ")) is above the usual change of \(metric), "
        + "\(short(noise[metric] ?? 0)) per epoch late in the last run: lower it"
    }
  }

  /// A number with two digits.
  private static func short(_ number: Double) -> String {
    guard number > 0, number.isFinite else { return number.metricWords }
    let unit = pow(10, floor(log10(number)) - 1)
    return ((number / unit).rounded() * unit).metricWords
  }

  /// A mode against the direction that the metric's name implies.
  static func reversed(
    _ callbacks: [any Callback], _ usual: (String) -> Direction?
  ) -> [String] {
    callbacks.compactMap { callback in
      let state = callback.state
      guard callback.monitors.count == 1, let metric = state.monitor,
        let direction = state.direction, let better = usual(metric), better != direction
      else { return nil }
      let (word, mode) = better == .max ? ("higher", "max") : ("lower", "min")
      return "\(callback.name) has mode: \(direction == .max ? "max" : "min"), but a \(word) "
        + "\(metric) is better: give it mode: \(mode)"
    }
  }

  /// A patience that counts values of a metric that only some epochs have, once per metric.
  static func sparse(_ callbacks: [any Callback]) -> [String] {
    callbacks.enumerated().flatMap { index, producer -> [String] in
      let field = producer.fields.first { $0.name == "frequency" }
      guard case .integer(let every)? = field?.value, producer.state.role == .measures, every > 1
      else { return [] }
      return producer.produces.compactMap { metric in
        let counts = callbacks[(index + 1)...].map(\.state).compactMap { state -> String? in
          guard state.monitor == metric, state.watchesPlateau, let patience = state.patience else {
            return nil
          }
          let (epochs, isTooLarge) = max(1, patience).multipliedReportingOverflow(by: every)
          return isTooLarge ? nil : "patience \(patience) of \(state.name) means \(epochs) epochs"
        }
        return counts.isEmpty
          ? nil
          : "\(metric) is measured every \(every) epochs, and a patience counts its values: "
            + counts.joined(separator: ", ")
      }
    }
  }
}
