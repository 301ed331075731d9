public import RunModel

extension CallbackChain {
  /// Changes a parameter of one callback, between hooks.
  ///
  /// Every callback has `enabled`: while it is false, its hooks are not called but for `onTrainBegin` and
  /// `onTrainEnd`, and its counters stand still.
  ///
  /// - Returns: the value before.
  /// - Throws: `EditRefusal` when no callback has that id, or as the callback says.
  public func set(
    _ field: String, of id: String, to value: FieldValue
  ) throws(EditRefusal) -> FieldValue {
    let link = try link(id)
    guard field == "enabled" else { return try link.callback.set(field, to: value) }
    let wasEnabled = isEnabled(id)
    setEnabled(try value.boolean(field), id)
    return .boolean(wasEnabled)
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
    guard let old = links.firstIndex(where: { $0.id == id }) else { return (0, 0) }
    let new = max(0, min(links.count - 1, old + places))
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
  /// Callbacks that are not in the list stay as they are, where they are when the order allows it.
  ///
  /// - Parameters:
  ///   - hasEnded: the run had ended and goes on all the same; then who stopped it has not stopped it yet.
  ///   - keeping: parameters that were set since, by callback and name, which stay as they are.
  /// - Returns: what could not be taken over, a sentence each.
  public func resume(
    from remembered: [ResumeState.Link], hasEnded: Bool, keeping: [String: Set<String>] = [:]
  ) -> [String] {
    var remarks: [String] = []
    if remembered.map(\.id).sorted() == links.map(\.id).sorted() {
      links = remembered.compactMap { known in links.first { $0.id == known.id } }
    }
    for known in remembered {
      guard let link = links.first(where: { $0.id == known.id }) else {
        remarks.append("\(known.id) is no longer in the chain; what it knew is left out")
        continue
      }
      for field in known.fields where keeping[known.id]?.contains(field.name) != true {
        do throws(EditRefusal) {
          if field.value != link.callback.fields.first(where: { $0.name == field.name })?.value {
            _ = try link.callback.set(field.name, to: field.value)
          }
        } catch {
          remarks.append("\(known.id).\(field.name) is not taken over: \(error.why)")
        }
      }
      var memory = known.memory
      if hasEnded { memory.values[value: "stopped_epoch"] = nil }
      link.callback.memory = memory
      setEnabled(known.isEnabled, link.id)
    }
    for link in links where !remembered.contains(where: { $0.id == link.id }) {
      remarks.append("\(link.id) is new in the chain and starts from nothing")
    }
    return remarks
  }

  private func link(_ id: String) throws(EditRefusal) -> Link {
    if let link = links.first(where: { $0.id == id }) { return link }
    let known = links.map(\.id).joined(separator: ", ")
    throw EditRefusal("there is no callback \(id); the chain has \(known)")
  }
}
