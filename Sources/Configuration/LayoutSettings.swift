public import MetricGrid

/// The arrangement of the screen.
public struct LayoutSettings: Equatable, Sendable {
  /// The most columns and rows of charts; nil for as many as look well.
  public var grid: GridShape?
  /// True when the callbacks and events stand left of the charts.
  public var isSideLeft = false
  /// The part of the width for the callbacks and events, 0 … 1; nil for the usual one.
  public var sideShare: Double?
  /// True when a row tells the load of the machine.
  public var showsMachine = true
  /// The characters of curves, frames and signs.
  public var symbols = SymbolSet.automatic

  /// Characters that fonts have or lack.
  public enum SymbolSet: String, CaseIterable, Sendable {
    /// The symbols that the terminal reports it can draw.
    case automatic = "auto"
    /// Braille patterns, with eight dots in a cell.
    case braille
    /// Quarter blocks, with four.
    case blocks
    /// ASCII alone.
    case ascii
  }

  /// Creates the usual arrangement.
  public init() {}
}
