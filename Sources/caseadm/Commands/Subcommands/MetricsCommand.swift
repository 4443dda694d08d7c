// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `metrics`: figures for a monitoring system.
struct MetricsCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Print figures for a monitoring system, as Prometheus reads them. / 监测数据")

    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let answer = try await session.daemon.call {
            try await $0.admin.metrics(V1.MetricsRequest())
        }
        session.write { Report(answer, $0) }
    }
}
