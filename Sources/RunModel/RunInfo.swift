/// The description of a run from its start.
public struct RunInfo: Equatable, Sendable {
  /// A short name, for the header and the folder.
  public var name: String
  /// The run's folder, if it has one.
  public var directory: String?
  /// The number of epochs to train; 0 when unknown.
  public var epochs: Int
  /// The epoch that training begins with, from 0; above 0 an earlier run continues.
  public var firstEpoch: Int
  /// Batches per epoch; 0 when unknown.
  public var stepsPerEpoch: Int
  /// Examples per epoch.
  public var samplesPerEpoch: Int
  /// Examples in the validation set.
  public var validationSamples: Int
  /// Examples per batch.
  public var batchSize: Int
  /// Trainable parameters of the network.
  public var parameterCount: Int
  /// The network in a few words: `784–784–256–10`.
  public var network: String
  /// The data in a few words.
  public var data: String
  /// The learning rate at the start; 0 when unknown.
  public var learningRate: Double
  /// The seed of all randomness.
  public var seed: UInt64
  /// The number of threads that compute.
  public var threads: Int
  /// The id of the process that trains; 0 when unknown.
  public var process: Int
  /// The start of the training process, in clock ticks since its machine started; 0 when unknown.
  public var processStart: Int
  /// The scope of the process id: a start of a machine and a namespace there; empty when unknown.
  public var processNamespace: String
  /// The name of the machine that trains; empty when unknown.
  public var host: String
  /// The framework that trains: `keras`, `lightning`; empty for `plateau train`.
  public var framework: String
  /// The client that writes the run's folder, with its version; empty for `plateau train`.
  public var client: String
  /// The examples that the speed counts, in the plural: `images`, `tokens`; empty when unknown.
  public var sampleUnit: String
  /// The way to continue the run after a break, in words; empty when the run does not say.
  public var resume: String
  /// The version of the format of the run's folder.
  public var schema: Int
  /// The states of the callbacks, in the order of the chain.
  public var callbacks: [CallbackState]

  /// The version of the format that this program writes.
  public static let currentSchema = 2

  /// Describes a run.
  public init(
    name: String, directory: String? = nil, epochs: Int, firstEpoch: Int = 0,
    stepsPerEpoch: Int = 0, samplesPerEpoch: Int = 0, validationSamples: Int = 0,
    batchSize: Int = 0,
    parameterCount: Int = 0, network: String = "", data: String = "", learningRate: Double = 0,
    seed: UInt64 = 0, threads: Int = 1, process: Int = 0,
    processStart: Int = 0, processNamespace: String = "", host: String = "",
    framework: String = "", client: String = "", sampleUnit: String = "", resume: String = "",
    schema: Int = RunInfo.currentSchema, callbacks: [CallbackState] = []
  ) {
    (self.name, self.directory) = (name, directory)
    (self.epochs, self.firstEpoch, self.stepsPerEpoch) = (epochs, firstEpoch, stepsPerEpoch)
    (self.samplesPerEpoch, self.validationSamples) = (samplesPerEpoch, validationSamples)
    (self.batchSize, self.parameterCount) = (batchSize, parameterCount)
    (self.network, self.data) = (network, data)
    self.learningRate = learningRate
    self.seed = seed
    self.threads = threads
    self.process = process
    self.processStart = processStart
    self.processNamespace = processNamespace
    self.host = host
    self.framework = framework
    self.client = client
    self.sampleUnit = sampleUnit
    self.resume = resume
    self.schema = schema
    self.callbacks = callbacks
  }
}

extension RunInfo {
  static let schema = JSONSchema(
    RunInfo(name: "", epochs: 0),
    [
      .init("name", \.name, .text), .init("directory", \.directory, .optional(.text)),
      .init("epochs", \.epochs, .integer),
      .init("first_epoch", \.firstEpoch, .omitted(.integer, when: 0)),
      .init("steps_per_epoch", \.stepsPerEpoch, .defaulted(.integer, to: 0)),
      .init("samples_per_epoch", \.samplesPerEpoch, .defaulted(.integer, to: 0)),
      .init("validation_samples", \.validationSamples, .defaulted(.integer, to: 0)),
      .init("batch_size", \.batchSize, .defaulted(.integer, to: 0)),
      .init("parameter_count", \.parameterCount, .defaulted(.integer, to: 0)),
      .init("network", \.network, .defaulted(.text, to: "")),
      .init("data", \.data, .defaulted(.text, to: "")),
      .init("learning_rate", \.learningRate, .defaulted(.number, to: 0)),
      .init("seed", \.seed, .defaulted(.digits, to: 0)),
      .init("threads", \.threads, .defaulted(.integer, to: 1)),
      .init("process", \.process, .defaulted(.integer, to: 0)),
      .init("process_start", \.processStart, .omitted(.integer, when: 0)),
      .init("process_namespace", \.processNamespace, .omitted(.text, when: "")),
      .init("host", \.host, .omitted(.text, when: "")),
      .init("framework", \.framework, .omitted(.text, when: "")),
      .init("client", \.client, .omitted(.text, when: "")),
      .init("sample_unit", \.sampleUnit, .omitted(.text, when: "")),
      .init("resume", \.resume, .omitted(.text, when: "")),
      .init("schema", \.schema, .omitted(.integer, when: 1)),
      .init("callbacks", \.callbacks, .defaulted(.list(.object(CallbackState.schema)), to: [])),
    ])
}
