import CurveStore
import Testing

@testable import PlateauRuntime

/// The forms that a person keeps in `forms.yaml`.
@Suite struct PersonalFormsTests {
  private func read(_ yaml: String) -> PersonalForms {
    PersonalForms(yaml: yaml, file: "forms.yaml")
  }

  @Test func patternsStandAloneOrWithACondition() {
    let read = self.read(
      """
      forms:
        - Epoch {epoch}/{epochs} .* mAP {val/mAP}
        - form: 'it {step} : {loss}'
          when: my_trainer
      """)
    #expect(read.problems.isEmpty)
    #expect(
      read.forms.map(\.pattern) == [
        "Epoch {epoch}/{epochs} .* mAP {val/mAP}", "it {step} : {loss}",
      ])
    #expect(read.forms.map(\.condition) == [nil, "my_trainer"])
    #expect(read.forms.allSatisfy { $0.isOptional })
  }

  @Test func aConditionBesideTheListHoldsForAll() {
    let read = self.read("when: a\nforms: ['x {x}', {form: 'y {y}', when: b}]")
    #expect(read.forms.map(\.condition) == ["a", "b"])
  }

  @Test(arguments: [
    ("forms: ['loss']", "forms.yaml:1: 'loss' names no number"),
    ("forms:\n  - x {x}: y {y}", "forms.yaml:2: an entry is a pattern, or form and when"),
    ("patterns: []", "forms.yaml: has no list of forms"),
    ("forms: [", "forms.yaml: not YAML"),
    ("form: ['x {x}']\nforms: []", "forms.yaml:1: takes forms"),
  ])
  func aMistakeIsSaidWithItsLine(yaml: String, problem: String) {
    let read = self.read(yaml)
    #expect(read.forms.isEmpty)
    #expect(read.problems.count == 1 && read.problems[0].hasPrefix(problem), "\(read.problems)")
  }

  @Test func oneMistakeLeavesTheOthers() {
    #expect(read("forms: ['loss', 'x {x}']").forms.map(\.pattern) == ["x {x}"])
    #expect(read("") == read("forms: []"))
  }
}
