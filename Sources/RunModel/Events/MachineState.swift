/// The load of a machine and its disk, as far as it is known.
public struct MachineState: Equatable, Sendable {
  /// The state of a GPU.
  public struct GPU: Equatable, Sendable {
    /// The name of the model; empty when unknown.
    public var name: String
    /// The part of the time in which it computed lately, 0 … 1.
    public var load: Double?
    /// The memory in use, in bytes.
    public var memoryUsed: Double?
    /// Its memory in bytes.
    public var memory: Double?
    /// The temperature in degrees Celsius.
    public var temperature: Double?
    /// The power in watts.
    public var power: Double?
    /// True while it runs more slowly because it is hot.
    public var isThrottled: Bool

    /// Describes a GPU.
    public init(
      name: String = "", load: Double? = nil, memoryUsed: Double? = nil, memory: Double? = nil,
      temperature: Double? = nil, power: Double? = nil, isThrottled: Bool = false
    ) {
      self.name = name
      self.load = load
      self.memoryUsed = memoryUsed
      self.memory = memory
      self.temperature = temperature
      self.power = power
      self.isThrottled = isThrottled
    }
  }

  /// The part of all cores that computed lately, 0 … 1.
  public var load: Double?
  /// The number of cores.
  public var cores: Int?
  /// The memory in use, in bytes; what the system can take back is not counted.
  public var memoryUsed: Double?
  /// The memory in bytes.
  public var memory: Double?
  /// The free space of the run's disk, in bytes.
  public var diskFree: Double?
  /// The size of the run's disk in bytes.
  public var disk: Double?
  /// The GPUs.
  public var gpus: [GPU]

  /// Describes a machine.
  public init(
    load: Double? = nil, cores: Int? = nil, memoryUsed: Double? = nil, memory: Double? = nil,
    diskFree: Double? = nil, disk: Double? = nil, gpus: [GPU] = []
  ) {
    self.load = load
    self.cores = cores
    self.memoryUsed = memoryUsed
    self.memory = memory
    self.diskFree = diskFree
    self.disk = disk
    self.gpus = gpus
  }
}

extension MachineState {
  static let schema = JSONSchema(
    MachineState(),
    [
      .init("cpu", \.load, .optional(.number)), .init("cores", \.cores, .optional(.integer)),
      .init("memory_used", \.memoryUsed, .optional(.roundedNumber)),
      .init("memory", \.memory, .optional(.roundedNumber)),
      .init("disk_free", \.diskFree, .optional(.roundedNumber)),
      .init("disk", \.disk, .optional(.roundedNumber)),
      .init("gpus", \.gpus, .omitted(.list(.object(GPU.schema)), when: [])),
    ])
}

extension MachineState.GPU {
  static let schema = JSONSchema(
    MachineState.GPU(),
    [
      .init("name", \.name, .omitted(.text, when: "")),
      .init("load", \.load, .optional(.number)),
      .init("memory_used", \.memoryUsed, .optional(.roundedNumber)),
      .init("memory", \.memory, .optional(.roundedNumber)),
      .init("temperature", \.temperature, .optional(.number)),
      .init("power", \.power, .optional(.number)),
      .init("throttled", \.isThrottled, .omitted(.boolean, when: false)),
    ])
}
