// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `status`: how the daemon is.
struct StatusCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how the daemon is. / 服务状况")

    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let status = try await session.daemon.call { try await $0.admin.status(V1.StatusRequest()) }
        session.write { Report(status, $0) }
    }
}
