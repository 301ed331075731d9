internal import COneDNN

/// A primitive of oneDNN, created once and run by any of the threads, each with its own arguments.
final class Primitive {
  /// An argument: its name in oneDNN (`DNNL_ARG_…`) and its layout.
  struct Argument {
    let name: Int32
    let layout: TensorLayout
  }

  private let primitive: OpaquePointer?
  private let oneDNN: OneDNN
  private let count: Int
  private let arguments: UnsafeMutablePointer<dnnl_exec_arg_t>
  /// The last pointer of each argument.
  ///
  /// Setting a pointer again makes oneDNN clear its padding again.
  private let pointers: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// The scratchpad of each thread; oneDNN's own would be shared by all.
  private let scratch: [FloatBuffer]

  /// - Parameter description: The description of the primitive, which the initialiser destroys in any case.
  init(
    _ description: OpaquePointer?, of oneDNN: OneDNN, _ given: [Argument]
  ) throws(OneDNN.Failure) {
    defer { dnnl_primitive_desc_destroy(description) }
    self.oneDNN = oneDNN
    var primitive: OpaquePointer?
    try OneDNN.check(dnnl_primitive_create(&primitive, description), "a primitive")
    self.primitive = primitive
    var all = given
    var scratch: [FloatBuffer] = []
    if let layout = Self.layout(of: description, dnnl_query_scratchpad_md), layout.count > 0 {
      all.append(Argument(name: DNNL_ARG_SCRATCHPAD, layout: layout))
      scratch = (0..<oneDNN.threads).map { _ in FloatBuffer(layout.count) }
    }
    self.scratch = scratch
    count = all.count
    arguments = .allocate(capacity: count * oneDNN.threads)
    pointers = .allocate(capacity: count * oneDNN.threads)
    pointers.initialize(repeating: nil, count: count * oneDNN.threads)
    arguments.initialize(
      repeating: dnnl_exec_arg_t(arg: 0, memory: nil), count: count * oneDNN.threads)
    for rank in 0..<oneDNN.threads {
      for (index, argument) in all.enumerated() {
        var descriptor = argument.layout.descriptor
        var memory: OpaquePointer?
        try OneDNN.check(
          dnnl_memory_create(&memory, &descriptor, oneDNN.engine, nil), "a memory object")
        arguments[rank * count + index] = dnnl_exec_arg_t(arg: argument.name, memory: memory)
      }
      if !scratch.isEmpty { setPointer(scratch[rank].base, index: count - 1, rank: rank) }
    }
  }

  deinit {
    for index in 0..<count * oneDNN.threads { dnnl_memory_destroy(arguments[index].memory) }
    arguments.deallocate()
    pointers.deallocate()
    dnnl_primitive_destroy(primitive)
  }

  /// The layout that a primitive wants for an argument.
  static func layout(
    of description: OpaquePointer?, _ argument: dnnl_query_t
  ) -> TensorLayout? {
    dnnl_primitive_desc_query_md(description, argument, 0).map { TensorLayout($0.pointee) }
  }

  /// Runs the primitive with arguments in the order in which they were declared.
  func run(
    _ rank: Int, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ c: UnsafeRawPointer,
    _ d: UnsafeRawPointer? = nil
  ) {
    setPointer(a, index: 0, rank: rank)
    setPointer(b, index: 1, rank: rank)
    setPointer(c, index: 2, rank: rank)
    if let d { setPointer(d, index: 3, rank: rank) }
    execute(rank)
  }

  /// Runs the primitive with two arguments.
  func run(_ rank: Int, from a: UnsafeRawPointer, to b: UnsafeMutableRawPointer) {
    setPointer(a, index: 0, rank: rank)
    setPointer(b, index: 1, rank: rank)
    execute(rank)
  }

  private func execute(_ rank: Int) {
    let status = dnnl_primitive_execute(
      primitive, oneDNN.stream(rank), Int32(count), arguments + rank * count)
    // All shapes were checked when the primitive was created, so only memory can be missing.
    precondition(status == dnnl_success, "oneDNN cannot work: \(status)")
  }

  private func setPointer(_ pointer: UnsafeRawPointer, index: Int, rank: Int) {
    let index = rank * count + index
    let pointer = UnsafeMutableRawPointer(mutating: pointer)
    guard pointers[index] != pointer else { return }
    pointers[index] = pointer
    dnnl_memory_set_data_handle(arguments[index].memory, pointer)
  }
}
