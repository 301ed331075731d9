public import RunModel

/// A callback whose parameters are listed in a table, so that a recipe can create it.
public protocol ConfigurableCallback: Callback, SendableMetatype {
  /// The parameters, in the order in which they are shown.
  static var table: ParameterTable<Self> { get }
  /// True for a callback that takes part in a simulation on a saved log: it needs an epoch's logs
  /// alone.
  static var isSimulated: Bool { get }

  /// Creates the callback with its defaults; parameters that a recipe must give are empty.
  static func makeDefault() -> Self

  /// Checks the parameters together, after a recipe has set them.
  ///
  /// - Throws: `EditRefusal` with words that follow the callback's name.
  func checkParameters() throws(EditRefusal)

  /// Resolves the paths of its files, after a recipe has set the parameters.
  ///
  /// - Parameter folder: The run's folder, where relative names lie.
  /// - Throws: `CallbackError` for a name that cannot be.
  func placeFiles(in folder: CallbackFolder) throws(CallbackError)
}

extension ConfigurableCallback {
  public static var isSimulated: Bool { false }
  public var parameters: [BoundParameter] { Self.table.bound { self } }
  public func checkParameters() throws(EditRefusal) {}

  /// The current value of a parameter, even of one that cannot be changed; nil when there is none
  /// of the name.
  public func value(of name: String) -> ParameterValue? {
    Self.table.descriptions.first { $0.name == name }?.read(self)
  }
  public func placeFiles(in folder: CallbackFolder) throws(CallbackError) {}
}
