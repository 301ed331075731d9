internal import CurveStore

/// The names of a line as a whole: they are made distinct and get the data they were measured on.
enum LayoutNames {
  /// Completes the names of a line.
  static func complete(_ layout: inout FormLayout, _ line: [UInt8]) {
    COCOSummary.name(&layout, line)
    markLists(&layout)
    nameAveraged(&layout)
    let measures = layout.slots.indices.filter { layout.slots[$0].use == .measure }
    separateSplits(&layout, measures)
    divide(&layout, measures)
    let names = measures.map { key(layout.slots[$0]) }
    for index in measures where names.count(where: { $0 == key(layout.slots[index]) }) > 1 {
      let slot = layout.slots[index]
      if !slot.label.isEmpty, slot.label != slot.name, SplitWords.split(in: slot.label) == nil {
        layout.slots[index].name = slot.label + " " + slot.name
      }
    }
  }

  /// The name with the data that it was measured on.
  private static func key(_ slot: TextSlot) -> String {
    "\(slot.split?.rawValue ?? "") \(slot.name)"
  }

  /// Gives the second of two equal names the data of the name before it: in
  /// `train loss 0.9; acc 0.6 | val loss 0.7; acc 0.7` the second `acc` is one of validation.
  private static func divide(_ layout: inout FormLayout, _ measures: [Int]) {
    var seen: Set<String> = []
    var split: LogSeries.Split?
    for index in measures {
      let slot = layout.slots[index]
      if slot.hasOwnSplit { split = MetricKind(slot.name).split ?? slot.split }
      if slot.split == nil, !seen.insert(slot.name).inserted { layout.slots[index].split = split }
    }
  }

  /// Names the value before its own average: in `0.78, 0.85 avg loss` the first is the loss.
  private static func nameAveraged(_ layout: inout FormLayout) {
    for index in layout.slots.indices.dropLast() where layout.slots[index].use == .unnamed {
      let next = layout.slots[index + 1]
      guard next.use == .measure, next.name.hasPrefix("avg "), !layout.slots[index].isWhole,
        !layout.slots[index].isBracketed
      else { continue }
      layout.slots[index].name = String(next.name.dropFirst(4))
      layout.slots[index].use = .measure
    }
  }

  /// Takes the words for training and validation out of the names where they go for the line: in
  /// `train Loss: 0.7 Acc: 0.6`.
  private static func separateSplits(_ layout: inout FormLayout, _ measures: [Int]) {
    let kinds = measures.map { MetricKind(layout.slots[$0].name).role }
    let shared = zip(measures, kinds).contains { index, role in
      !layout.slots[index].hasOwnSplit && layout.slots[index].split != nil
        && role.isQuality
    }
    let isLabelled = !measures.contains { layout.slots[$0].hasOwnSplit }
    for (index, role) in zip(measures, kinds) where role == .learningRate {
      layout.slots[index].split = nil
    }
    for (index, role) in zip(measures, kinds) {
      let slot = layout.slots[index]
      if !slot.hasOwnSplit {
        if role == .other, !isLabelled, !shared { layout.slots[index].split = nil }
        continue
      }
      var words = slot.name.split(separator: " ")
      if shared, words.count > 1, SplitWords.split(String(words[0])) != nil {
        words.removeFirst()
        layout.slots[index].name = words.joined(separator: " ")
        layout.slots[index].hasOwnSplit = false
      }
    }
  }

  /// Leaves the numbers of lists out: three or more in a bracket without names.
  private static func markLists(_ layout: inout FormLayout) {
    var run: [Int] = []
    for index in layout.slots.indices {
      let slot = layout.slots[index]
      if slot.isBracketed, slot.use == .unnamed, slot.total == nil {
        run.append(index)
      } else {
        run = []
      }
      if run.count > 3 { for item in run { layout.slots[item].use = .ignored(.list) } }
    }
  }
}
