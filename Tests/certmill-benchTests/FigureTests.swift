import Testing

@testable import certmill_bench

@Suite("What is measured")
struct FigureTests {
  @Test("a goal is met from its bound on")
  func goals() {
    #expect(Goal.atLeast(0.85).isMet(by: 0.85))
    #expect(!Goal.atLeast(0.85).isMet(by: 0.849))
    #expect(Goal.atMost(60).isMet(by: 60))
    #expect(!Goal.atMost(60).isMet(by: 60.1))
  }

  @Test("a loss is what leads away from the goal")
  func losses() {
    #expect(Goal.atLeast(1).loss(from: 5, to: 3) == 2)
    #expect(Goal.atMost(1).loss(from: 5, to: 3) == -2)
  }

  @Test("a spread has the median and both ends of its values")
  func spreads() throws {
    let odd = try #require(Spread([3, 1, 2]))
    #expect((odd.median, odd.lowest, odd.highest, odd.width) == (2, 1, 3, 2))
    #expect(Spread([4, 1, 2, 3])?.median == 2.5)
    #expect(Spread([7])?.width == 0)
    #expect(Spread([]) == nil)
    #expect(Spread([1.000_04, 2.000_06, 1.000_04])?.rounded == Spread([1, 2.000_1, 1]))
  }

  @Test("every figure has a name of its own, every work too")
  func names() {
    let figures = Work.all.flatMap(\.figures).map(\.name)
    #expect(Set(figures).count == figures.count)
    #expect(Set(Work.all.map(\.name)).count == Work.all.count)
  }

  @Test("values are written with their unit")
  func units() {
    #expect(Unit.share.text(0.8512) == "0.851")
    #expect(Unit.perSecond.text(.atLeast(100_000)) == ">= 100000/s")
    #expect(Unit.milliseconds.text(.atMost(60)) == "<= 60.0 ms")
  }

  @Test(
    "a list of cores is read as the kernel writes it",
    arguments: [("0", [0]), ("0-3", [0, 1, 2, 3]), ("1,4-5", [1, 4, 5]), ("", [])])
  func cores(list: String, numbers: [Int]) {
    #expect(Machine.numbers(in: list) == numbers)
  }
}
