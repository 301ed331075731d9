/// The meaning of the keys at the moment.
public enum InputMode: Equatable, Sendable {
  /// The keys of the key table.
  case normal
  /// The list of keys is open.
  case help
  /// The list of keys and commands is searched for a text.
  case helpSearch(String)
  /// The screen asks before it ends training within an epoch.
  case stopQuestion
  /// The screen asks before it leaves a run that is being trained.
  case quitQuestion
  /// Text is being typed: a value or a command.
  case typing(TextInput)
}
