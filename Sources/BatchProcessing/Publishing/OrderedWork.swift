import SigningLanes

/// Lets lanes do something with many items, a chunk at a time, and hands on what comes of each chunk in the items' order.
///
/// The items are brought and the outputs taken by one thread; what is under way is bounded.
final class OrderedWork<Item: Sendable, Output: Sendable> {
  static var chunk: Int { 64 }
  private static var mostChunks: Int { 64 }

  private struct Chunk: Sendable {
    let number: Int
    let items: [Item]
  }

  private typealias Outcome = (number: Int, output: Result<Output, any Error>)

  private struct Worker: LaneWorker {
    let work: @Sendable (_ first: Int, _ items: [Item]) throws -> Output

    func perform(_ chunk: Chunk) -> Outcome {
      (chunk.number, Result { try work(chunk.number * OrderedWork.chunk, chunk.items) })
    }
  }

  private let outcomes = WorkQueue<Outcome>()
  private let makeLanes: () -> Lanes<Chunk, Outcome>
  /// Nil until there is something to do.
  private var lanes: Lanes<Chunk, Outcome>?
  private let receive: (Output) throws -> Void
  private var inOrder = ReorderBuffer<Result<Output, any Error>>()
  private var waiting: [Item] = []
  private var chunkCount = 0
  private var inLanes = 0

  /// The lanes begin with the first chunk and end with the object.
  ///
  /// - Parameters:
  ///   - work: What a lane does with some items, of which the first has this number, from 0.
  ///   - receive: Gets the outputs, on the thread that brings the items.
  init(
    lanes count: Int, work: @escaping @Sendable (_ first: Int, _ items: [Item]) throws -> Output,
    receive: @escaping (Output) throws -> Void
  ) {
    self.receive = receive
    makeLanes = { [outcomes] in
      Lanes(count: count, makeWorker: { _ in Worker(work: work) }, receive: { outcomes.push($0) })
    }
  }

  deinit { lanes?.finish() }

  /// Brings the next item.
  func add(_ item: Item) throws {
    waiting.append(item)
    if waiting.count == OrderedWork.chunk { submit() }
    while inLanes > OrderedWork.mostChunks { try take() }
  }

  /// Returns when everything is handed on.
  func finish() throws {
    submit()
    while inLanes > 0 { try take() }
  }

  private func submit() {
    guard !waiting.isEmpty else { return }
    let lanes = lanes ?? makeLanes()
    self.lanes = lanes
    lanes.submit(Chunk(number: chunkCount, items: waiting))
    waiting = []
    chunkCount += 1
    inLanes += 1
  }

  private func take() throws {
    guard let (number, output) = outcomes.pop() else { return }
    inLanes -= 1
    inOrder.add(output, number: number)
    while let output = inOrder.removeNext() { try receive(output.get()) }
  }
}
