/// What is known of a run when it starts.
public struct RunInfo: Equatable, Sendable {
  /// A short name, for the header and the folder.
  public var name: String
  /// The run's folder, if it has one.
  public var directory: String?
  /// How many epochs were asked for.
  public var epochs: Int
  /// The epoch that training begins with, from 0; above 0 an earlier run goes on.
  public var firstEpoch: Int
  /// Batches an epoch.
  public var stepsPerEpoch: Int
  /// Examples an epoch.
  public var samplesPerEpoch: Int
  /// Examples of the validation set.
  public var validationSamples: Int
  /// Examples a batch.
  public var batchSize: Int
  /// Trainable numbers of the network.
  public var parameterCount: Int
  /// The network in a few words: `784–784–256–10`.
  public var network: String
  /// The data in a few words.
  public var data: String
  /// The learning rate at the start.
  public var learningRate: Double
  /// The seed of all randomness.
  public var seed: UInt64
  /// Threads that compute.
  public var threads: Int
  /// The process that trains; 0 when unknown.
  public var process: Int
  /// When that process started, in clock ticks since its machine did; 0 when unknown.
  public var processStart: Int
  /// Where the number of that process counts: a start of a machine and a namespace there; empty when unknown.
  public var processNamespace: String
  /// The machine that trains, by its name; empty when unknown.
  public var host: String
  /// The callbacks in their order.
  public var callbacks: [CallbackState]

  /// Describes a run.
  public init(
    name: String, directory: String? = nil, epochs: Int, firstEpoch: Int = 0,
    stepsPerEpoch: Int = 0, samplesPerEpoch: Int = 0, validationSamples: Int = 0,
    batchSize: Int = 0,
    parameterCount: Int = 0, network: String = "", data: String = "", learningRate: Double = 0,
    seed: UInt64 = 0, threads: Int = 1, process: Int = 0,
    processStart: Int = 0, processNamespace: String = "", host: String = "",
    callbacks: [CallbackState] = []
  ) {
    self.name = name
    self.directory = directory
    self.epochs = epochs
    self.firstEpoch = firstEpoch
    self.stepsPerEpoch = stepsPerEpoch
    self.samplesPerEpoch = samplesPerEpoch
    self.validationSamples = validationSamples
    self.batchSize = batchSize
    self.parameterCount = parameterCount
    self.network = network
    self.data = data
    self.learningRate = learningRate
    self.seed = seed
    self.threads = threads
    self.process = process
    self.processStart = processStart
    self.processNamespace = processNamespace
    self.host = host
    self.callbacks = callbacks
  }
}
