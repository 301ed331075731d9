internal import Callbacks
internal import RunModel
internal import YAMLText

extension RecipeMapping {
  /// Reads the parameters of a callback and checks that they go together.
  ///
  /// - Parameter makeDefault: Creates the callback with its defaults.
  /// - Returns: A closure that creates the callback with the parameters of the recipe.
  func maker<Kind: ConfigurableCallback>(
    _ makeDefault: @escaping @Sendable () -> Kind
  ) throws(RecipeError) -> @Sendable () throws(CallbackError) -> Kind {
    let values = try values(of: Kind.table)
    let make: @Sendable () throws(EditRefusal) -> Kind = { () throws(EditRefusal) in
      var callback = makeDefault()
      try Kind.table.set(values, of: &callback)
      try callback.checkParameters()
      return callback
    }
    do throws(EditRefusal) {
      _ = try make()
    } catch {
      throw node.error("\(node.path) \(error.why)")
    }
    return { () throws(CallbackError) in
      do throws(EditRefusal) {
        return try make()
      } catch {
        throw CallbackError("\(Kind.recipeName) \(error.why)")
      }
    }
  }

  /// The values that the recipe gives to the parameters of a table, in the table's order.
  ///
  /// - Throws: `RecipeError` for one that is not in the parameter's range, or is missing.
  func values<Owner>(
    of table: ParameterTable<Owner>
  ) throws(RecipeError) -> [(name: String, value: ParameterValue)] {
    var values: [(name: String, value: ParameterValue)] = []
    for parameter in table.descriptions {
      if let example = parameter.example {
        _ = try required(parameter.name, "\(parameter.name): \(example)")
      }
      guard let node = self[parameter.name] else { continue }
      do {
        values.append((parameter.name, try node.value(in: parameter.range)))
      } catch {
        let reason = "\(error.reason) (\(parameter.meaning))"
        throw RecipeError(file: error.file, line: error.line, reason)
      }
    }
    return values
  }

  /// A value whose parameters have a table, such as a schedule.
  func value<Owner>(
    _ initial: Owner, _ table: ParameterTable<Owner>
  ) throws(RecipeError) -> Owner {
    let values = try values(of: table)
    var owner = initial
    do throws(EditRefusal) {
      try table.set(values, of: &owner)
    } catch {
      throw node.error("\(node.path): \(error.why)")
    }
    return owner
  }
}

extension ParameterTable {
  /// Stores values of a recipe, which were checked when they were read.
  func apply(_ values: [(name: String, value: ParameterValue)], to owner: inout Owner)
    throws(CallbackError)
  {
    do throws(EditRefusal) {
      try set(values, of: &owner)
    } catch {
      throw CallbackError(error.why)
    }
  }
}

extension RecipeNode {
  /// Reads a parameter's value.
  ///
  /// - Throws: `RecipeError` for a value that is not in the range.
  func value(in range: ParameterRange) throws(RecipeError) -> ParameterValue {
    let value = try text(as: range)
    do throws(EditRefusal) {
      try range.check(value, of: path)
    } catch {
      throw self.error(error.why)
    }
    return value
  }

  /// The element of a list of one, such as PyTorch's `min_lr: [0.001]` for an optimizer with one
  /// group; else the node.
  private var onlyElement: RecipeNode {
    guard case .sequence(let nodes) = node, nodes.count == 1, let only = nodes.first else {
      return self
    }
    return RecipeNode(node: only, file: file, path: path)
  }

  private func text(as range: ParameterRange) throws(RecipeError) -> ParameterValue {
    switch range {
    case .count:
      guard let count = node.int else { throw error("\(path) takes \(range.words)") }
      return .integer(count)
    case .difference: return .number(abs(try number()))
    case .magnitude: return .number(try onlyElement.number())
    case .fraction: return .number(try number())
    case .number, .optionalNumber: return .number(try finite())
    case .boolean: return .boolean(try boolean())
    case .choice(let choices): return .text(try word(choices))
    case .text: return .text(try string())
    case .file:
      let name = try string()
      if name.isEmpty { throw error("\(path) is empty; give it a name or leave it out") }
      return .text(name)
    case .frequency:
      switch try string() {
      case "epoch": return .text("epoch")
      case "batch": return .integer(1)
      case let text:
        guard let count = Int(text), range.contains(.integer(count)) else {
          throw error("\(path) takes epoch, or a number of batches such as 100")
        }
        return .integer(count)
      }
    }
  }
}
