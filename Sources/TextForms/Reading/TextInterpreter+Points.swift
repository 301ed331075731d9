internal import CurveStore

extension TextInterpreter {
  mutating func emit(_ form: Int, _ row: UnsafeBufferPointer<Double>, _ group: String) {
    var group = group
    if let part = plan.forms[form].part, let number = Int(exactly: row[part.number]) {
      group += group.isEmpty ? "\(part.name) \(number)" : "/\(part.name) \(number)"
    }
    guard var point = point(of: form) else {
      early += plan.forms[form].values.count
      return
    }
    for index in 0..<plan.forms[form].values.count {
      var number = row[plan.forms[form].values[index].number]
      if number.isNaN || number == MeasureNames.placeholder {
        let name = plan.forms[form].values[index].name
        if TextToken.isMissing(number) || MeasureNames.isPlaceholder(number, name) { continue }
      }
      if let divisor = plan.forms[form].values[index].divisor { number /= row[divisor] }
      let series = series(form, index, group)
      if point.step == nil, point.epoch == nil || !plan.hasCounters {
        point.step = Int64(last[series].count + 1)
      }
      if last[series].count > 0, last[series].epoch == point.epoch,
        last[series].step == point.step, !isRounded(point)
      {
        repeated += 1
        continue
      }
      last[series] = Last(epoch: point.epoch, step: point.step, count: last[series].count + 1)
      point.value = number
      builder.append(point, to: series)
      if !plan.hasCounters { point.step = nil }
    }
  }

  /// Returns true for a point of several that a script prints with the same rounded part of an epoch.
  private func isRounded(_ point: LogPoint) -> Bool {
    guard plan.hasFractionalEpochs, point.step == nil, let epoch = point.epoch else { return false }
    return epoch != epoch.rounded()
  }

  /// The split of the section, for names that do not say theirs.
  func sectionSplit(_ name: String) -> LogSeries.Split? {
    guard let section else { return nil }
    let kind = MetricKind(name)
    if section == .train, kind.role == .other { return nil }
    return kind.split == nil && SplitWords.split(in: name) == nil && kind.role != .learningRate
      ? section : nil
  }

  /// The index of the series of a value, which depends on the section and group it stands in.
  @inline(__always)
  private mutating func series(_ form: Int, _ index: Int, _ group: String) -> Int {
    let isPlain = section == nil && group.isEmpty
    let slot = firstValue[form] + index
    if isPlain, plainSeries[slot] >= 0 { return plainSeries[slot] }
    let value = plan.forms[form].values[index]
    let split = value.split ?? sectionSplit(value.name)
    let number = series(of: Key(form: form, value: index, split: split, group: group), value)
    if isPlain { plainSeries[slot] = number }
    return number
  }

  private mutating func series(of key: Key, _ value: FormPlan.Value) -> Int {
    if let number = series[key] { return number }
    let name = key.group.isEmpty ? value.name : "\(key.group)/\(value.name)"
    let number = builder.series(name, run: run, split: key.split)
    while last.count <= number { last.append(Last()) }
    series[key] = number
    return number
  }

  /// A point at the epoch and step of a row; nil for one before the first counter.
  mutating func point(of form: Int) -> LogPoint? {
    guard plan.hasCounters else { return LogPoint(value: 0) }
    guard position.epoch != nil || position.step != nil || position.fraction != nil else {
      return plan.forms[form].progress == nil ? initialPoint(of: form) : LogPoint(value: 0)
    }
    var point = LogPoint(value: 0)
    point.step = position.step.flatMap { Int64(exactly: $0.rounded()) }
    point.epoch =
      plan.forms[form].step != nil
      ? position.fraction ?? position.epoch : position.sharedFraction ?? position.epoch
    if point.epoch == nil, point.step == nil { point.epoch = position.fraction }
    if let lines = plan.forms[form].linesPerEpoch, let epoch = position.epoch, position.step == nil,
      position.sharedFraction == nil
    {
      tallies[form] += 1
      hasTallies = true
      let within = plan.base == 0 ? tallies[form] - 1 : tallies[form]
      point.epoch = epoch - plan.base + min(within, lines) / lines
    }
    return point
  }

  /// A point of an evaluation before training begins; nil for other lines.
  private func initialPoint(of form: Int) -> LogPoint? {
    let isHeldBack = plan.forms[form].values.allSatisfy {
      let kind = MetricKind($0.name)
      return ($0.split ?? section ?? kind.split)?.isHeldBack == true && kind.role.isQuality
    }
    guard isHeldBack, plan.initialEpoch != nil || plan.initialStep != nil else { return nil }
    var point = LogPoint(value: 0)
    point.epoch = plan.initialEpoch
    point.step = plan.initialStep.flatMap { Int64(exactly: $0) }
    return point
  }

  mutating func addMessages(_ table: FormTable, before row: Int) {
    while messages < table.messages.count, table.messages[messages].row < row {
      // The line that completes it is still to come.
      if table.messages[messages].isOpen, table.messages[messages].row == row - 1 { return }
      builder.addMessage(
        table.messages[messages].text, run: run, epoch: position.epoch,
        step: position.epoch == nil ? position.step.flatMap { Int64(exactly: $0) } : nil,
        isBeforeStart: series.isEmpty && position.epoch == nil && position.step == nil)
      messages += 1
    }
  }
}
