@testable import Instruments

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The ways in which a body sets code to work that then runs beside it.
enum Machinery: String, CaseIterable, Sendable {
  case childTasks, discardingGroup, asyncLet, actor, stream, continuation
  case task, detachedTask, immediateTask, nestedTasks, taskCallingActor, taskOnActor
  case tasksOfAllPriorities, sleepingTasks, cancelledTask

  /// Lets two or three do something at once, each step of which is written down.
  func run(in world: World) async throws {
    let desk = Desk(world)
    switch self {
    case .childTasks:
      await withTaskGroup { group in
        for name in ["a", "b", "c"] { group.addTask { await desk.sign(name) } }
      }
    case .discardingGroup:
      await withDiscardingTaskGroup { group in
        for name in ["a", "b", "c"] { group.addTask { await desk.sign(name) } }
      }
    case .asyncLet:
      async let first: Void = desk.sign("a")
      async let second: Void = desk.sign("b")
      _ = await (first, second)
    case .actor:
      await withTaskGroup { group in
        for name in ["a", "b", "c"] { group.addTask { await desk.signInside(name) } }
      }
    case .stream: try await passThroughStream(desk)
    case .continuation: await passBaton(desk)
    case .task: await bothDone(Task { await desk.sign("a") }, Task { await desk.sign("b") })
    case .detachedTask:
      await bothDone(
        Task.detached { await desk.sign("a") }, Task.detached { await desk.sign("b") })
    case .immediateTask:
      await bothDone(
        Task.immediate { await desk.sign("a") }, Task.immediate { await desk.signInside("b") })
    case .nestedTasks:
      let outer = Task {
        let inner = Task { await desk.sign("inner") }
        await desk.sign("outer")
        await inner.value
      }
      await bothDone(outer, Task { await desk.sign("b") })
    case .taskCallingActor:
      await bothDone(Task { await desk.signInside("a") }, Task { await desk.signInside("b") })
    case .taskOnActor: await bothDone(desk.task("a"), desk.task("b"))
    case .tasksOfAllPriorities:
      await bothDone(
        Task(priority: .background) { await desk.sign("a") },
        Task(priority: .high) { await desk.signInside("b") })
    case .sleepingTasks:
      await bothDone(Task { try? await desk.nap("a") }, Task { try? await desk.nap("b") })
    case .cancelledTask:
      let sleeper = Task {
        do {
          try await world.clock.sleep(for: .seconds(3_600))
        } catch {
          desk.note("sleeper")
        }
      }
      await bothDone(Task { await desk.sign("a") }, Task { sleeper.cancel() })
      await sleeper.value
    }
  }

  private func bothDone(_ first: Task<Void, Never>, _ second: Task<Void, Never>) async {
    await first.value
    await second.value
  }

  private func passThroughStream(_ desk: Desk) async throws {
    let (stream, source) = AsyncStream.makeStream(of: String.self)
    await withTaskGroup { group in
      group.addTask { for await name in stream { await desk.sign(name) } }
      group.addTask {
        for name in ["a", "b"] {
          desk.note("source")
          source.yield(name)
          await Task.yield()
        }
        source.finish()
      }
    }
  }

  private func passBaton(_ desk: Desk) async {
    async let before: Void = desk.sign("runner")
    await withCheckedContinuation { baton in
      Task {
        await desk.sign("passer")
        baton.resume()
      }
    }
    await before
  }
}

/// Where everybody signs twice, and could be interrupted in between.
actor Desk {
  private let world: World
  private let home = currentThread

  init(_ world: World) { self.world = world }

  nonisolated func note(_ name: String) {
    world.tell(name, "signs")
    if currentThread != home {
      world.breakLaw("All of a simulation is on one thread: \(name) was on another.")
    }
  }

  nonisolated func sign(_ name: String) async {
    note(name)
    await Task.yield()
    note(name)
  }

  func signInside(_ name: String) async {
    note(name)
    await Task.yield()
    note(name)
  }

  func task(_ name: String) -> Task<Void, Never> { Task { await signInside(name) } }

  nonisolated func nap(_ name: String) async throws {
    note(name)
    try await world.clock.sleep(for: .seconds(1))
    note(name)
  }
}

/// Names the thread that this runs on.
var currentThread: UInt {
  #if canImport(Darwin)
    UInt(bitPattern: pthread_self())
  #else
    UInt(pthread_self())
  #endif
}
