/// Lets things that touch the same key pass one after the other in the order of their arrival, and all others at once.
///
/// Each key has a line. Whoever touches keys stands in all their lines from the moment of arrival and may go when, in
/// each, only others stand before that tolerate company: touching for reading tolerates other readers. As everybody
/// arrives in one order, nobody can wait in a circle.
///
/// Keys and tickets are numbers: two keys with one number only wait for each other in vain.
package struct ConflictOrder {
  /// How a key is touched.
  package enum Access: Sendable {
    /// Looks only; others may look at the same time.
    case shared
    /// Changes; everybody else waits.
    case exclusive
  }

  /// A key and how it is touched.
  package struct Touch: Sendable {
    package let key: Int
    package let access: Access

    package init(key: Int, access: Access) {
      self.key = key
      self.access = access
    }
  }

  private struct Place {
    let ticket: Int
    let access: Access
  }

  /// Those who stand at one key: nearly always one alone.
  private struct Line {
    var first: Place
    var others: [Place] = []
  }

  /// Where a ticket stands, and in how many lines it has to wait.
  private struct Presence {
    let touches: [Touch]
    var blockers: Int
  }

  private var lines: [Int: Line] = [:]
  private var presences: [Int: Presence] = [:]

  package init() {}

  /// Whether nobody stands in any line.
  package var isEmpty: Bool { presences.isEmpty }

  /// Takes a place in the lines of all keys; returns whether the ticket may go at once.
  ///
  /// A key that is named twice counts with its stronger access.
  package mutating func arrive(_ ticket: Int, touching touches: [Touch]) -> Bool {
    let touches = touches.count > 1 ? ConflictOrder.strongest(touches) : touches
    let blockers = touches.count { !takePlace(ticket, $0) }
    presences[ticket] = Presence(touches: touches, blockers: blockers)
    return blockers == 0
  }

  /// Leaves all lines; returns who may go now because of that, in the order of their arrival in each line.
  package mutating func leave(_ ticket: Int) -> [Int] {
    var released: [Int] = []
    for touch in presences.removeValue(forKey: ticket)?.touches ?? [] {
      for next in leavePlace(ticket, touch.key) {
        presences[next]?.blockers -= 1
        if presences[next]?.blockers == 0 { released.append(next) }
      }
    }
    return released
  }

  private static func strongest(_ touches: [Touch]) -> [Touch] {
    var strongest: [Int: Access] = [:]
    for touch in touches where strongest[touch.key] != .exclusive { strongest[touch.key] = touch.access }
    return strongest.map { Touch(key: $0.key, access: $0.value) }
  }

  /// Joins a key's line; returns whether everybody before tolerates company.
  private mutating func takePlace(_ ticket: Int, _ touch: Touch) -> Bool {
    let place = Place(ticket: ticket, access: touch.access)
    guard let index = lines.index(forKey: touch.key) else {
      lines[touch.key] = Line(first: place)
      return true
    }
    let line = lines.values[index]
    lines.values[index].others.append(place)
    return touch.access == .shared && line.first.access == .shared && line.others.allSatisfy { $0.access == .shared }
  }

  /// Leaves a key's line; returns those in it who may go because of that.
  private mutating func leavePlace(_ ticket: Int, _ key: Int) -> [Int] {
    guard let line = lines[key] else { return [] }
    if line.others.isEmpty {
      lines[key] = nil
      return []
    }
    var places = [line.first] + line.others
    let freeBefore = ConflictOrder.freeCount(places)
    places.removeAll { $0.ticket == ticket }
    lines[key] = Line(first: places[0], others: Array(places.dropFirst()))
    // Those who could go before have told so already; the one who left was among them.
    return places.prefix(ConflictOrder.freeCount(places)).dropFirst(freeBefore - 1).map(\.ticket)
  }

  /// How many at the front of a line may go: one who changes, or all who look up to the first who changes.
  private static func freeCount(_ line: [Place]) -> Int {
    guard let first = line.first else { return 0 }
    return first.access == .exclusive ? 1 : line.prefix { $0.access == .shared }.count
  }
}
