import RunModel
import Testing

@Suite struct CallbackRoleTests {
  /// Events of version 0.1 do not tell the role.
  @Test(arguments: [
    ("EarlyStopping", true, false, CallbackRole.stops),
    ("ReduceLROnPlateauByMAP", true, true, .reducesLearningRate),
    ("TimeBudget", false, false, .stops),
    ("CSVLogger", false, false, .logs), ("ModelCheckpoint", false, false, .saves),
    ("MyCallback", false, false, .other),
  ])
  func anOlderFileGivesTheRoleByWhatItHas(
    name: String, hasPatience: Bool, hasCooldown: Bool, role: CallbackRole
  ) {
    #expect(
      CallbackRole(ofUntold: name, hasPatience: hasPatience, hasCooldown: hasCooldown) == role)
  }
}
