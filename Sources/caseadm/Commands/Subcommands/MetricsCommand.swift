// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `metrics`: figures for a monitoring system.
struct MetricsCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Print figures for a monitoring system, as Prometheus reads them. / 监测数据",
        discussion: """
            For administrators and auditors. The setting metrics_file of the daemon writes them into a file.
            供系统管理员和审计人员使用;服务的设置 metrics_file 可定期写入文件。
            """)

    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let answer = try await session.daemon.call {
            try await $0.admin.metrics(V1.MetricsRequest())
        }
        session.write { Report(answer, $0) }
    }
}
