import RequestResolution
import SigningLanes

extension ConflictOrder.Touch {
  /// By the hash of the key.
  init(_ touch: RequestResolution.Touch) {
    self.init(key: touch.key.hashValue, access: touch.isExclusive ? .exclusive : .shared)
  }
}

/// Brings prepared requests back into manifest order and lets each go when no earlier one that it conflicts with is
/// under way: what comes out is as if one lane had done all of them, one after the other.
struct ArrivalOrder {
  private var arrived = ReorderBuffer<ArrivedRequest>()
  private var conflicts = ConflictOrder()
  private var waiting: [Int: ArrivedRequest.Content] = [:]

  /// Takes requests in any order; returns those whose turn it is.
  mutating func arrive(_ requests: [ArrivedRequest]) -> [ArrivedRequest.Content] {
    for request in requests { arrived.add(request, number: request.position) }
    var ready: [ArrivedRequest.Content] = []
    ready.reserveCapacity(requests.count)
    while let request = arrived.removeNext() {
      if conflicts.arrive(request.position, touching: request.touches) {
        ready.append(request.content)
      } else {
        waiting[request.position] = request.content
      }
    }
    return ready
  }

  /// A request is done; returns those whose turn it is because of that.
  mutating func leave(_ position: Int) -> [ArrivedRequest.Content] {
    conflicts.leave(position).compactMap { waiting.removeValue(forKey: $0) }
  }
}
