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
///
/// A request that goes alone waits until everybody before it has left, and nobody behind it comes in meanwhile; all
/// others pay nothing for that.
struct ArrivalOrder {
  private var arrived = ReorderBuffer<ArrivedRequest>()
  private var conflicts = ConflictOrder()
  private var waiting: [Int: ArrivedRequest.Content] = [:]
  /// The request that goes alone, and whether its turn has come.
  private var lone: (request: ArrivedRequest, isUnderWay: Bool)?

  /// Takes requests in any order; returns those whose turn it is.
  mutating func arrive(_ requests: [ArrivedRequest]) -> [ArrivedRequest.Content] {
    for request in requests { arrived.add(request, number: request.position) }
    var ready: [ArrivedRequest.Content] = []
    ready.reserveCapacity(requests.count)
    letIn(&ready)
    return ready
  }

  /// A request is done; returns those whose turn it is because of that.
  mutating func leave(_ position: Int) -> [ArrivedRequest.Content] {
    var ready = conflicts.leave(position).compactMap { waiting.removeValue(forKey: $0) }
    guard let lone else { return ready }
    if lone.isUnderWay { self.lone = nil }
    letIn(&ready)
    return ready
  }

  private mutating func letIn(_ ready: inout [ArrivedRequest.Content]) {
    while lone == nil, let request = arrived.removeNext() {
      if request.goesAlone {
        lone = (request, false)
      } else if conflicts.arrive(request.position, touching: request.touches) {
        ready.append(request.content)
      } else {
        waiting[request.position] = request.content
      }
    }
    guard let next = lone, !next.isUnderWay, conflicts.isEmpty else { return }
    lone = (next.request, true)
    _ = conflicts.arrive(next.request.position, touching: next.request.touches)
    ready.append(next.request.content)
  }
}
