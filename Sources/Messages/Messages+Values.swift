extension Messages {
  /// Gives all members the values of member 0; their number is known.
  ///
  /// - Parameter limit: The longest time to wait; nil for no limit.
  /// - Throws: `MessagesError` when another member is gone, or member 0 is silent for too long.
  public func broadcast<Value: BitwiseCopyable>(
    _ values: inout [Value], within limit: Duration? = nil
  ) throws(MessagesError) {
    let failure = values.withUnsafeMutableBytes { bytes in
      do throws(MessagesError) {
        try broadcast(bytes, within: limit)
        return nil as MessagesError?
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Gives all members the values of member 0, however many there are.
  ///
  /// - Parameters:
  ///   - values: The values at member 0; ignored elsewhere.
  ///   - limit: The longest time to wait; nil for no limit.
  /// - Throws: `MessagesError` when another member is gone, or member 0 is silent for too long.
  public func shared<Value: BitwiseCopyable & Numeric>(
    _ values: [Value], within limit: Duration? = nil
  ) throws(MessagesError) -> [Value] {
    var count = [Int64(values.count)]
    try broadcast(&count, within: limit)
    var shared = rank == 0 ? values : [Value](repeating: 0, count: Int(count[0]))
    if !shared.isEmpty { try broadcast(&shared, within: limit) }
    return shared
  }

  /// Collects the values of all members at member 0: first the numbers of values, then the values.
  ///
  /// - Returns: At member 0, the values of all members in the order of ranks; elsewhere nothing.
  /// - Throws: `MessagesError` when another member is gone.
  public func gather<Value: BitwiseCopyable & Numeric>(
    _ values: [Value]
  ) throws(MessagesError) -> [[Value]] {
    if rank > 0 {
      var count = [Int64(values.count)]
      try exchange(&count, to: 0, from: nil)
      if !values.isEmpty {
        var values = values
        try exchange(&values, to: 0, from: nil)
      }
      return []
    }
    var all = [values]
    for sender in 1..<max(1, size) {
      var count = [Int64(0)]
      try exchange(&count, to: nil, from: sender)
      var values = [Value](repeating: 0, count: Int(count[0]))
      if !values.isEmpty { try exchange(&values, to: nil, from: sender) }
      all.append(values)
    }
    return all
  }

  /// Sends a byte to other members, which receive it when they look.
  ///
  /// - Throws: `MessagesError` when another member is gone.
  public func send(_ byte: UInt8, to receivers: some Sequence<Int>) throws(MessagesError) {
    for receiver in receivers {
      var bytes = [byte]
      try exchange(&bytes, to: receiver, from: nil)
    }
  }

  /// Receives the byte that another member sends or has sent.
  ///
  /// - Throws: `MessagesError` when the other member is gone.
  public func receive(from sender: Int) throws(MessagesError) -> UInt8 {
    var bytes: [UInt8] = [0]
    try exchange(&bytes, to: nil, from: sender)
    return bytes[0]
  }

  /// Sends values, or replaces them by those of another member.
  private func exchange<Value: BitwiseCopyable>(
    _ values: inout [Value], to receiver: Int?, from sender: Int?
  ) throws(MessagesError) {
    let failure = values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil as MessagesError? }
      do throws(MessagesError) {
        try exchange(
          base, receiver == nil ? 0 : buffer.count, to: receiver, base,
          sender == nil ? 0 : buffer.count, from: sender)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}
