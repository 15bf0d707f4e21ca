import RequestResolution
import SigningLanes

/// Brings prepared requests back into manifest order and lets each go when no earlier one that it conflicts with is
/// under way: what comes out is as if one lane had done all of them, one after the other.
struct ArrivalOrder {
  private var prepared = ReorderBuffer<PreparedRequest>()
  private var conflicts = ConflictOrder<ConflictKey, Int>()
  private var waiting: [Int: PreparedRequest] = [:]

  /// Takes requests in any order; returns those that may be decided now.
  mutating func arrive(_ requests: [PreparedRequest]) -> [PreparedRequest] {
    for request in requests { prepared.add(request, number: request.position) }
    var ready: [PreparedRequest] = []
    while let request = prepared.removeNext() {
      let touches = request.touches.map {
        (key: $0.key, access: $0.isExclusive ? ConflictOrder<ConflictKey, Int>.Access.exclusive : .shared)
      }
      if conflicts.arrive(request.position, touching: touches) {
        ready.append(request)
      } else {
        waiting[request.position] = request
      }
    }
    return ready
  }

  /// A request is done; returns those that may be decided because of that.
  mutating func leave(_ position: Int) -> [PreparedRequest] {
    conflicts.leave(position).compactMap { waiting.removeValue(forKey: $0) }
  }
}
