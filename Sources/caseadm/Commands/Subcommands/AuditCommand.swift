// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `audit`: the proof of the history.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Prove the history. / 核验历史", subcommands: [Verify.self])
}

extension AuditCommand {
    /// `audit verify`: exit code 1 when the chain is broken.
    struct Verify: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Verify the chain of history. / 核验历史链")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let answer = try await session.daemon.call {
                try await $0.admin.verify(V1.VerifyRequest())
            }
            session.write { Report(answer, $0) }
            guard answer.ok else { throw .said }
        }
    }
}
