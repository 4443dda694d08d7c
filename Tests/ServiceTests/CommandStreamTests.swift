// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import Synchronization
import Testing

@testable import Service

/// Outcomes keep the order of their commands, however these end.
@Suite(.timeLimit(.minutes(60))) struct CommandStreamTests {
    /// Keeps what is written.
    private final class Written: RPCWriterProtocol {
        private let outcomes = Mutex<[V1.Outcome]>([])

        var numbers: [String] {
            self.outcomes.withLock { $0 }.map { outcome in
                guard case .done(let done) = outcome.kind else { return "?" }
                return done.caseId
            }
        }

        func write(_ element: V1.Outcome) async throws {
            self.outcomes.withLock { $0.append(element) }
        }

        func write(contentsOf elements: some Sequence<V1.Outcome>) async throws {
            for element in elements { try await self.write(element) }
        }
    }

    /// Lets tasks wait until it is opened.
    private struct Barrier: Sendable {
        private let stream: AsyncStream<Void>
        private let opening: AsyncStream<Void>.Continuation

        init() { (self.stream, self.opening) = AsyncStream.makeStream(of: Void.self) }

        func open() { self.opening.finish() }
        func pass() async { for await _ in self.stream {} }
    }

    private struct Lost: Error {}

    private static func commands(_ count: Int) -> RPCAsyncSequence<V1.Command, any Error> {
        RPCAsyncSequence(
            wrapping: AsyncThrowingStream<V1.Command, any Error> { stream in
                for number in 0..<count { stream.yield(Self.command(number)) }
                stream.finish()
            })
    }

    private static func command(_ number: Int) -> V1.Command {
        V1.Command(kind: .act(V1.ActRequest(caseId: String(number))))
    }

    private static func number(_ command: V1.Command) -> Int {
        guard case .act(let act) = command.kind else { return -1 }
        return Int(act.caseId) ?? -1
    }

    private static func outcome(_ number: Int) -> V1.Outcome {
        V1.Outcome(kind: .done(V1.Done(caseId: String(number))))
    }

    @Test func lastCommandToEndFirstIsWrittenLast() async throws {
        let count = ServiceLimits.commandsUnderWay
        let barriers = (0..<count).map { _ in Barrier() }
        let written = Written()
        // Each waits for the one after it.
        let stream = CommandStream { command in
            let number = Self.number(command)
            if number + 1 < count { await barriers[number + 1].pass() }
            barriers[number].open()
            return Self.outcome(number)
        }
        try await stream.run(Self.commands(count), into: RPCWriter(wrapping: written))
        #expect(written.numbers == (0..<count).map(String.init))
    }

    @Test func noMoreThanACommitsWorthIsUnderWay() async throws {
        let running = Atomic(0)
        let most = Atomic(0)
        let isFull = Barrier()
        let written = Written()
        let count = 3 * ServiceLimits.commandsUnderWay
        let stream = CommandStream { command in
            let now = running.add(1, ordering: .relaxed).newValue
            most.max(now, ordering: .relaxed)
            if now == ServiceLimits.commandsUnderWay { isFull.open() }
            await isFull.pass()
            running.subtract(1, ordering: .relaxed)
            return Self.outcome(Self.number(command))
        }
        try await stream.run(Self.commands(count), into: RPCWriter(wrapping: written))
        #expect(most.load(ordering: .relaxed) == ServiceLimits.commandsUnderWay)
        #expect(written.numbers == (0..<count).map(String.init))
    }

    @Test func noCommandsAreNoOutcomes() async throws {
        let written = Written()
        try await CommandStream { Self.outcome(Self.number($0)) }
            .run(Self.commands(0), into: RPCWriter(wrapping: written))
        #expect(written.numbers.isEmpty)
    }

    @Test func lostConnectionEndsTheStream() async {
        let commands = AsyncThrowingStream<V1.Command, any Error> { stream in
            stream.yield(Self.command(0))
            stream.finish(throwing: Lost())
        }
        let stream = CommandStream { Self.outcome(Self.number($0)) }
        await #expect(throws: Lost.self) {
            try await stream.run(
                RPCAsyncSequence(wrapping: commands), into: RPCWriter(wrapping: Written()))
        }
    }
}
