/// Lets things that touch the same key pass one after the other in the order of their arrival, and all others at once.
///
/// Each key has a line. Whoever touches keys stands in all their lines from the moment of arrival and may go when, in
/// each, only others stand before that tolerate company: touching for reading tolerates other readers. As everybody
/// arrives in one order, nobody can wait in a circle.
package struct ConflictOrder<Key: Hashable, Ticket: Hashable> {
  /// How a key is touched.
  package enum Access: Sendable {
    /// Looks only; others may look at the same time.
    case shared
    /// Changes; everybody else waits.
    case exclusive
  }

  private struct Place {
    let ticket: Ticket
    let access: Access
  }

  private var lines: [Key: [Place]] = [:]
  private var keysOf: [Ticket: [Key]] = [:]
  private var blockers: [Ticket: Int] = [:]

  package init() {}

  /// Whether nobody stands in any line.
  package var isEmpty: Bool { keysOf.isEmpty }

  /// Takes a place in the lines of all keys; returns whether the ticket may go at once.
  ///
  /// A key that is named twice counts with its stronger access.
  package mutating func arrive(_ ticket: Ticket, touching touches: [(key: Key, access: Access)]) -> Bool {
    var strongest: [Key: Access] = [:]
    for touch in touches where strongest[touch.key] != .exclusive { strongest[touch.key] = touch.access }
    var blocked = 0
    for (key, access) in strongest {
      let line = lines[key, default: []]
      if line.contains(where: { access == .exclusive || $0.access == .exclusive }) { blocked += 1 }
      lines[key, default: []].append(Place(ticket: ticket, access: access))
    }
    keysOf[ticket] = Array(strongest.keys)
    blockers[ticket] = blocked
    return blocked == 0
  }

  /// Leaves all lines; returns who may go now because of that, in the order of their arrival in each line.
  package mutating func leave(_ ticket: Ticket) -> [Ticket] {
    var released: [Ticket] = []
    for key in keysOf.removeValue(forKey: ticket) ?? [] {
      guard var line = lines[key], let index = line.firstIndex(where: { $0.ticket == ticket }) else { continue }
      let freeBefore = ConflictOrder.freeCount(line)
      line.remove(at: index)
      let freeAfter = ConflictOrder.freeCount(line)
      lines[key] = line.isEmpty ? nil : line
      // Those who could go before have told so already; the one who left was among them.
      for place in line.prefix(freeAfter).dropFirst(freeBefore - 1) {
        blockers[place.ticket, default: 0] -= 1
        if blockers[place.ticket] == 0 { released.append(place.ticket) }
      }
    }
    blockers[ticket] = nil
    return released
  }

  /// How many at the front of a line may go: one who changes, or all who look up to the first who changes.
  private static func freeCount(_ line: [Place]) -> Int {
    guard let first = line.first else { return 0 }
    return first.access == .exclusive ? 1 : line.prefix { $0.access == .shared }.count
  }
}
