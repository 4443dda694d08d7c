// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
internal import Casework
internal import GRPCCore
internal import Workflow

/// Carries a stream of commands: many are under way at once, so that they share commits; their
/// outcomes go back in the order of the commands.
struct CommandStream {
    /// Carries out one command; a refusal is an outcome like any other.
    let carryOut: @Sendable (V1.Command) async -> V1.Outcome

    /// Carries out all commands; ends when every outcome is written.
    func run(
        _ commands: RPCAsyncSequence<V1.Command, any Error>, into writer: RPCWriter<V1.Outcome>
    ) async throws {
        let (done, doneIn) = AsyncStream.makeStream(of: (Int, V1.Outcome).self)
        // A command takes a place before it starts; writing its outcome frees the place.
        let (places, placesIn) = AsyncStream.makeStream(of: Void.self)
        for _ in 0..<ServiceLimits.commandsUnderWay { placesIn.yield() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await CommandStream.write(done, in: writer) { placesIn.yield() }
            }
            group.addTask {
                defer { doneIn.finish() }
                try await self.read(commands, taking: places) { doneIn.yield(($0, $1)) }
            }
            try await group.waitForAll()
        }
    }

    /// Starts each command as it comes, as long as there is a place; ends when all are carried out.
    private func read(
        _ commands: RPCAsyncSequence<V1.Command, any Error>, taking places: AsyncStream<Void>,
        _ done: @escaping @Sendable (Int, V1.Outcome) -> Void
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            var places = places.makeAsyncIterator()
            var index = 0
            for try await command in commands {
                guard await places.next() != nil else { return }
                let number = index
                index += 1
                // At once, not later: it is on the commit queue before the next command is read,
                // so that commands about one case are carried out in their order.
                group.addImmediateTask { done(number, await self.carryOut(command)) }
            }
        }
    }

    /// Writes outcomes in the order of their commands.
    private static func write(
        _ done: AsyncStream<(Int, V1.Outcome)>, in writer: RPCWriter<V1.Outcome>,
        _ written: @Sendable () -> Void
    ) async throws {
        var ready: [Int: V1.Outcome] = [:]
        var next = 0
        for await (index, outcome) in done {
            ready[index] = outcome
            while let outcome = ready.removeValue(forKey: next) {
                try await writer.write(outcome)
                next += 1
                written()
            }
        }
    }
}
