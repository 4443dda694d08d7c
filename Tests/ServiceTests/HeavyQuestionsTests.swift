// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Synchronization
import Testing

@testable import Service

/// One heavy question at a time, in the order of arrival, and a few that wait.
@Suite struct HeavyQuestionsTests {
    private let heavy = HeavyQuestions()

    private final class Order: Sendable {
        let names = Mutex<[String]>([])
        func add(_ name: String) { self.names.withLock { $0.append(name) } }
    }

    private func untilWaiting(_ count: Int) async {
        while self.heavy.waiting != count { await Task.yield() }
    }

    @Test(.timeLimit(.minutes(60)))
    func oneAtATimeInTheOrderOfArrival() async throws {
        let (order, heavy) = (Order(), self.heavy)
        let (gate, opens) = AsyncStream.makeStream(of: Void.self)
        let (begun, begins) = AsyncStream.makeStream(of: Void.self)
        let first = Task {
            try await heavy.run(of: 1) {
                begins.finish()
                for await _ in gate {}
                order.add("first")
            }
        }
        for await _ in begun {}
        var others: [Task<Void, any Error>] = []
        for number in 1...ServiceLimits.heavyWaitingOfOne {
            others.append(Task { try await heavy.run(of: 1) { order.add("own \(number)") } })
            await self.untilWaiting(number)
        }
        // One more of his is refused at once, another's waits.
        let error = await #expect(throws: CaseworkError.self) {
            try await heavy.run(of: 1) { order.add("too many") }
        }
        #expect(error?.code == .busy)
        let another = Task { try await heavy.run(of: 2) { order.add("another") } }
        await self.untilWaiting(ServiceLimits.heavyWaitingOfOne + 1)
        // Whoever goes away makes room.
        others[1].cancel()
        await #expect(throws: CancellationError.self) { try await others[1].value }
        #expect(heavy.waiting == ServiceLimits.heavyWaitingOfOne)
        #expect(order.names.withLock { $0 } == [])
        opens.finish()
        try await first.value
        for task in [others[0], others[2], others[3], another] { try await task.value }
        #expect(
            order.names.withLock { $0 } == ["first", "own 1", "own 3", "own 4", "another"])
        // A question that fails leaves the turn to the next.
        await #expect(throws: CaseworkError.self) {
            try await heavy.run(of: 1) { throw CaseworkError.stopping }
        }
        #expect(try await heavy.run(of: 1) { 7 } == 7)
    }
}
