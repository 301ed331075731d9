public import RunModel

extension CallbackChain {
  /// Changes a parameter of one callback between hooks.
  ///
  /// Every callback has the parameter `enabled`: while it is false, its hooks are not called and
  /// its counters stand still.
  ///
  /// - Returns: The old value, and a closure that restores it.
  /// - Throws: `EditRefusal` when no callback has that id, or when the value does not fit.
  @discardableResult
  public func set(
    _ field: String, of id: String, to value: ParameterValue
  ) throws(EditRefusal) -> (old: ParameterValue, undo: () -> Void) {
    let link = try link(id)
    guard field == "enabled" else { return try link.callback.change(field, to: value) }
    let wasEnabled = isEnabled(id)
    try ParameterRange.boolean.check(value, of: field)
    setEnabled(value == .boolean(true), id)
    return (.boolean(wasEnabled), { self.setEnabled(wasEnabled, id) })
  }

  /// Resets one callback between hooks.
  ///
  /// - Returns: Its memory before.
  /// - Throws: `EditRefusal` when no callback has that id, or when it has nothing to forget.
  public func reset(_ id: String) throws(EditRefusal) -> CallbackMemory {
    let callback = try link(id).callback
    let memory = callback.memory
    try callback.reset()
    return memory
  }

  /// Restores a callback's memory after a reset.
  ///
  /// - Throws: `EditRefusal` when no callback has that id.
  public func remember(_ memory: CallbackMemory, in id: String) throws(EditRefusal) {
    try link(id).callback.memory = memory
  }

  /// Moves a callback between epochs.
  ///
  /// - Parameter places: The number of places, negative towards the front; a move beyond an end
  ///   stops there.
  /// - Returns: Its index before and after, from 0.
  /// - Throws: `EditRefusal` when no callback has that id, or when a callback would then read a
  ///   metric before the callback that writes it.
  public func move(_ id: String, by places: Int) throws(EditRefusal) -> (old: Int, new: Int) {
    let (old, new, order) = try moved(id, by: places, in: links)
    links = order
    return (old, new)
  }

  /// Checks moves that will be made one after the other; nothing is moved.
  ///
  /// - Parameter moves: Callbacks with the number of places, as of `move`.
  /// - Throws: As `move`, for the last of the moves; an earlier one that is refused leaves the order.
  public func check(_ moves: [(id: String, places: Int)]) throws(EditRefusal) {
    var order = links
    for (index, move) in moves.enumerated() {
      do throws(EditRefusal) {
        order = try moved(move.id, by: move.places, in: order).order
      } catch {
        if index == moves.count - 1 { throw error }
      }
    }
  }

  /// The order after a move, with the callback's index before and after.
  private func moved(
    _ id: String, by places: Int, in links: [Member]
  ) throws(EditRefusal) -> (old: Int, new: Int, order: [Member]) {
    let link = try link(id)
    let end = links.count - fixedCount
    guard let old = links.firstIndex(where: { $0.id == id }), old < end else {
      throw EditRefusal("\(id) cannot be moved")
    }
    let new = max(0, min(end - 1, old + places))
    if new == old {
      throw EditRefusal("\(id) is already \(places < 0 ? "first" : "last") in the chain")
    }
    var order = links
    order.remove(at: old)
    order.insert(link, at: new)
    if let conflict = Self.conflict(in: order) { throw EditRefusal(conflict) }
    return (old, new, order)
  }

  /// A sentence about the first metric that is read before it is written; nil when there is none.
  private static func conflict(in links: [Member]) -> String? {
    for (index, link) in links.enumerated() {
      for metric in link.callback.monitors {
        let writes = { (other: Member) in other.callback.produces.contains(metric) }
        if links[...index].contains(where: writes) { continue }
        if let producer = links[(index + 1)...].first(where: writes) {
          return "\(link.id) must come after \(producer.id), which writes \(metric)"
        }
      }
    }
    return nil
  }

  /// The state of every callback for a resume, in order.
  public var savedCallbacks: [ResumeState.SavedCallback] {
    links.map { link in
      ResumeState.SavedCallback(
        id: link.id, isEnabled: isEnabled(link.id), fields: link.callback.fields,
        memory: link.callback.memory)
    }
  }

  /// Restores the order, the switches, the parameters and the counters of an interrupted run, after
  /// `onTrainBegin`.
  ///
  /// - Parameters:
  ///   - hasEnded: True when the run had ended and is continued; the callback that stopped it may
  ///     then stop it again.
  ///   - keepsOrder: True when the order was changed since and stays as it is.
  ///   - keeping: The parameters that were set since and keep their values, by callback and name.
  /// - Returns: One sentence for each thing that could not be restored.
  public func resume(
    from remembered: [ResumeState.SavedCallback], hasEnded: Bool, keepsOrder: Bool = false,
    keeping: [String: Set<String>] = [:]
  ) -> [String] {
    var remarks: [String] = []
    if remembered.map(\.id).sorted() == links.map(\.id).sorted() {
      if !keepsOrder {
        links = remembered.compactMap { known in links.first { $0.id == known.id } }
      }
    } else {
      remarks.append("the chain has changed; the recipe's order is used")
    }
    for known in remembered {
      guard let link = links.first(where: { $0.id == known.id }) else {
        remarks.append("\(known.id) is no longer in the chain; its memory is not restored")
        continue
      }
      remarks += Self.restore(known, in: link, hasEnded: hasEnded, keeping: keeping[known.id] ?? [])
      setEnabled(known.isEnabled, link.id)
    }
    for link in links where !remembered.contains(where: { $0.id == link.id }) {
      remarks.append("\(link.id) is new in the chain and starts from scratch")
    }
    return remarks
  }

  private static func restore(
    _ known: ResumeState.SavedCallback, in link: Member, hasEnded: Bool, keeping: Set<String>
  ) -> [String] {
    var refused: [String] = []
    // Twice, because a value may fit only after another has changed.
    for _ in 0..<2 {
      refused = []
      let present = link.callback.fields
      for field in known.fields where !keeping.contains(field.name) && !present.contains(field) {
        do throws(EditRefusal) {
          try link.callback.set(field.name, to: field.value)
        } catch {
          refused.append("\(known.id).\(field.name) is not restored: \(error.why)")
        }
      }
    }
    let (old, new) = (known.memory.text("of"), link.callback.memory.text("of"))
    guard old == new else {
      return refused + ["\(known.id) watched \(old ?? "nothing") before; it starts over"]
    }
    var memory = known.memory
    if hasEnded { memory.values[value: "stopped_epoch"] = nil }
    link.callback.memory = memory
    return refused
  }

  private func link(_ id: String) throws(EditRefusal) -> Member {
    if let link = links.first(where: { $0.id == id }) { return link }
    let known = links.map(\.id).joined(separator: ", ")
    throw EditRefusal("there is no callback \(id); the chain has \(known)")
  }
}
