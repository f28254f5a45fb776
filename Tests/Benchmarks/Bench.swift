import Solutions
import Synchronization
import Vocabulary
func bench() {
  let n = 5_000_000
  let q = SafeMessageQueue()
  let m = Message(id: "order-1", body: "two pizzas")
  let d = ContinuousClock().measure {
    for _ in 0..<n { q.enqueue(m); let d = q.dequeue(for: "anna")!; try! q.acknowledge(d.receipt) }
  }
  print(d / n)
}
@main struct M { static func main() async { await Task.detached { bench() }.value } }
