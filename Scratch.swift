import Testing
import Synchronization
@testable import Instruments

func law(_ n: Int = 2000, _ body: @escaping @Sendable (World) async throws -> Void) async -> String {
  let r = await onThreadOfItsOwn { Exploration(schedules: n).search(body) }
  return r.failure?.text(inFull: false) ?? "fine \(r.runs)"
}
actor Act { var n = 0;
  func add() async { n += 1; await Task.yield(); n += 1 }
  func addMany() async { let ts = (0..<3).map { _ in Task { await self.add() } }; for t in ts { await t.value } }
}
@Test func probeImmediate() async {
  print("IMM1", await law { w in await Task.immediate { await Task.yield() }.value;})
  print("SLEEPS", await law { w in let t = Task { try? await Task.sleep(for: .milliseconds(1)) }; w.tell("x", "y") })
 try? await Task.sleep(for: .milliseconds(1))

  print("A", await law { w in let a = Act(); let ts = (0..<3).map { _ in Task { await a.add() } }; for t in ts { await t.value } })
  print("B", await law { w in let a = Act(); let ts = (0..<3).map { _ in Task.detached { await a.add() } }; await a.add(); for t in ts { await t.value } })
  print("C", await law { w in let a = Act(); await a.addMany() })
  print("D", await law { w in let a = Act(); let ts = (0..<3).map { _ in Task.detached { await a.addMany() } }; await a.add(); for t in ts { await t.value } })
  print("E", await law { w in let a = Act(); await withTaskGroup { g in for _ in 0..<3 { g.addTask { await a.add() } } } })
}
