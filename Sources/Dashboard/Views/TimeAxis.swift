internal import Charts
internal import RunModel

/// The axis across that all charts and the rail share: epochs, from 0 to a little more than now.
struct TimeAxis {
  let scale: AxisScale

  init(_ history: RunHistory) {
    guard history.status.isLive else {
      scale = AxisScale(0, max(history.position, Double(history.epochs.count), 0.1))
      return
    }
    let planned = Double(max(1, history.info?.epochs ?? 1))
    let wanted = max(4, history.position * 1.04)
    // Grows in steps, so that the curve does not creep with every frame.
    var power = 1.0
    while power * 10 < wanted { power *= 10 }
    let steps: [Double] = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
    let upper = steps.map { $0 * power }.first { $0 >= wanted } ?? wanted
    scale = AxisScale(0, min(upper, max(planned, history.position)))
  }
}
