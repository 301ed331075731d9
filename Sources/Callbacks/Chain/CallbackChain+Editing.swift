public import RunModel

extension CallbackChain {
  /// Changes a parameter of one callback, between hooks.
  ///
  /// Every callback has `enabled`: while it is false, its hooks are not called, and its counters stand
  /// still.
  ///
  /// - Returns: the value before, and what puts it back.
  /// - Throws: `EditRefusal` when no callback has that id, or as the callback says.
  @discardableResult
  public func set(
    _ field: String, of id: String, to value: FieldValue
  ) throws(EditRefusal) -> (old: FieldValue, undo: () -> Void) {
    let link = try link(id)
    guard field == "enabled" else { return try link.callback.change(field, to: value) }
    let wasEnabled = isEnabled(id)
    try ParameterRange.boolean.check(value, of: field)
    setEnabled(value == .boolean(true), id)
    return (.boolean(wasEnabled), { self.setEnabled(wasEnabled, id) })
  }

  /// Lets one callback forget what it has seen, between hooks.
  ///
  /// - Returns: what it knew.
  /// - Throws: `EditRefusal` when no callback has that id, or it has nothing to forget.
  public func reset(_ id: String) throws(EditRefusal) -> CallbackMemory {
    let callback = try link(id).callback
    let memory = callback.memory
    try callback.reset()
    return memory
  }

  /// Gives a callback back what it had forgotten.
  ///
  /// - Throws: `EditRefusal` when no callback has that id.
  public func remember(_ memory: CallbackMemory, in id: String) throws(EditRefusal) {
    try link(id).callback.memory = memory
  }

  /// Moves a callback, between epochs.
  ///
  /// - Parameter places: how far; negative to the front. Beyond an end it stops there.
  /// - Returns: its places before and after, from 0.
  /// - Throws: `EditRefusal` when no callback has that id, or one would then read a metric before the
  ///   callback that writes it.
  public func move(_ id: String, by places: Int) throws(EditRefusal) -> (old: Int, new: Int) {
    let link = try link(id)
    let end = links.count - fixedCount
    guard let old = links.firstIndex(where: { $0.id == id }), old < end else {
      throw EditRefusal("\(id) stays where it is")
    }
    let new = max(0, min(end - 1, old + places))
    if new == old {
      throw EditRefusal("\(id) is \(places < 0 ? "first" : "last") in the chain already")
    }
    var order = links
    order.remove(at: old)
    order.insert(link, at: new)
    if let conflict = Self.conflict(in: order) { throw EditRefusal(conflict) }
    links = order
    return (old, new)
  }

  /// The first metric that is read before it is written, in words; nil when there is none.
  private static func conflict(in links: [Link]) -> String? {
    for (index, link) in links.enumerated() {
      for metric in link.callback.monitors {
        let writes = { (other: Link) in other.callback.produces.contains(metric) }
        if links[...index].contains(where: writes) { continue }
        if let producer = links[(index + 1)...].first(where: writes) {
          return "\(link.id) watches \(metric), which \(producer.id) writes: it must stand after it"
        }
      }
    }
    return nil
  }

  /// What every callback must remember, in order.
  public var resumeLinks: [ResumeState.Link] {
    links.map { link in
      ResumeState.Link(
        id: link.id, isEnabled: isEnabled(link.id), fields: link.callback.fields,
        memory: link.callback.memory)
    }
  }

  /// Goes on from what was remembered: order, switches, parameters, counters; after `onTrainBegin`.
  ///
  /// - Parameters:
  ///   - hasEnded: the run had ended and goes on all the same; then who stopped it has not stopped it yet.
  ///   - keepsOrder: the order was changed since and stays as it is.
  ///   - keeping: parameters that were set since, by callback and name, which stay as they are.
  /// - Returns: what could not be taken over, a sentence each.
  public func resume(
    from remembered: [ResumeState.Link], hasEnded: Bool, keepsOrder: Bool = false,
    keeping: [String: Set<String>] = [:]
  ) -> [String] {
    var remarks: [String] = []
    if remembered.map(\.id).sorted() == links.map(\.id).sorted() {
      if !keepsOrder {
        links = remembered.compactMap { known in links.first { $0.id == known.id } }
      }
    } else {
      remarks.append("the chain is not the one of before; its order is the recipe's")
    }
    for known in remembered {
      guard let link = links.first(where: { $0.id == known.id }) else {
        remarks.append("\(known.id) is no longer in the chain; what it knew is left out")
        continue
      }
      remarks += Self.restore(known, in: link, hasEnded: hasEnded, keeping: keeping[known.id] ?? [])
      setEnabled(known.isEnabled, link.id)
    }
    for link in links where !remembered.contains(where: { $0.id == link.id }) {
      remarks.append("\(link.id) is new in the chain and starts from nothing")
    }
    return remarks
  }

  private static func restore(
    _ known: ResumeState.Link, in link: Link, hasEnded: Bool, keeping: Set<String>
  ) -> [String] {
    var refused: [String] = []
    // Twice: one value may only fit after another has changed.
    for _ in 0..<2 {
      refused = []
      let present = link.callback.fields
      for field in known.fields where !keeping.contains(field.name) && !present.contains(field) {
        do throws(EditRefusal) {
          try link.callback.set(field.name, to: field.value)
        } catch {
          refused.append("\(known.id).\(field.name) is not taken over: \(error.why)")
        }
      }
    }
    let (old, new) = (known.memory.text("of"), link.callback.memory.text("of"))
    guard old == new else {
      return refused + ["\(known.id) watched \(old ?? "nothing") before; it starts from nothing"]
    }
    var memory = known.memory
    if hasEnded { memory.values[value: "stopped_epoch"] = nil }
    link.callback.memory = memory
    return refused
  }

  private func link(_ id: String) throws(EditRefusal) -> Link {
    if let link = links.first(where: { $0.id == id }) { return link }
    let known = links.map(\.id).joined(separator: ", ")
    throw EditRefusal("there is no callback \(id); the chain has \(known)")
  }
}
