// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import GRPCCore
internal import Workflow

/// Carries a stream of commands: many are under way at once, so that they share commits; their
/// outcomes go back in the order of the commands.
struct CommandStream {
    private let desk: CommandDesk

    init(_ desk: CommandDesk) {
        self.desk = desk
    }

    func run(
        _ commands: RPCAsyncSequence<V1.Command, any Error>, _ writer: RPCWriter<V1.Outcome>
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, V1.Outcome).self) { group in
            var next = 0
            var written = 0
            var ready: [Int: V1.Outcome] = [:]
            func take(_ done: (Int, V1.Outcome)) async throws {
                ready[done.0] = done.1
                while let outcome = ready.removeValue(forKey: written) {
                    try await writer.write(outcome)
                    written += 1
                }
            }
            for try await command in commands {
                if next - written >= ServiceLimits.commandsUnderWay,
                    let done = try await group.next()
                {
                    try await take(done)
                }
                let index = next
                next += 1
                group.addTask { (index, await self.carryOut(command)) }
            }
            while let done = try await group.next() { try await take(done) }
        }
    }

    private func carryOut(_ command: V1.Command) async -> V1.Outcome {
        do throws(CaseworkError) {
            switch command.kind {
            case .open(let open): return try await self.desk.open(open)
            case .act(let act): return try await self.desk.act(act)
            case nil:
                throw CaseworkError(
                    .invalid,
                    Label("命令为空:应为 open 或 act", "the command is empty: it must be open or act"))
            }
        } catch {
            return V1.Outcome(kind: .refusal(ErrorMap.refusal(error)))
        }
    }
}

/// The limits of the services, each with its reason.
package enum ServiceLimits {
    /// Commands of one stream that may be under way: one full commit's worth.
    package static let commandsUnderWay = 256
    /// Bytes of one request: a letter to import fits, with room for its fields.
    package static let requestBytes = 4 << 20
}
