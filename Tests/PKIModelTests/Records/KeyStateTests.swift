import PKIModel
import Testing

@Suite("The life of a key")
struct KeyStateTests {
  @Test("has each pair of state and event in one row")
  func table() {
    let rows: [(state: KeyState, use: KeyState?, compromise: KeyState?, destruction: KeyState?, confirmed: KeyState?)] =
      [
        (.preActive, nil, .compromised, .destroyed, .destroyed),
        (.active, .active, .compromised, nil, .destroyed),
        (.deactivated, nil, .compromised, .destroyed, .destroyed),
        (.compromised, nil, nil, .destroyedCompromised, .destroyedCompromised),
        (.destroyed, nil, .destroyedCompromised, nil, nil),
        (.destroyedCompromised, nil, nil, nil, nil),
      ]
    #expect(rows.map(\.state) == KeyState.allCases)
    for row in rows {
      #expect(row.state.state(after: .use) == row.use, "\(row.state)")
      #expect(row.state.state(after: .compromise) == row.compromise, "\(row.state)")
      #expect(row.state.state(after: .destruction) == row.destruction, "\(row.state)")
      #expect(row.state.state(after: .confirmedDestruction) == row.confirmed, "\(row.state)")
      #expect(row.state.isDestroyed == row.state.rawValue.hasPrefix("destroyed"))
    }
  }

  @Test("is told in the API's codes and labels")
  func texts() {
    #expect(
      KeyState.allCases.map(\.rawValue) == [
        "pre-active", "active", "deactivated", "compromised", "destroyed", "destroyedCompromised",
      ])
    #expect(KeyState.active.label == "Active" && KeyState.preActive.label == "Pre-active")
  }
}
