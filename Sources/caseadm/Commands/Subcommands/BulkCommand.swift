// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `bulk`: what is done to many cases.
struct BulkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulk", abstract: "What is done to many cases. / 批量操作",
        subcommands: [List.self, Show.self, Cancel.self])
}

extension BulkCommand {
    /// `bulk list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List bulk actions. / 批量操作列表")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let list = try await session.daemon.call {
                try await $0.work.listBulks(V1.ListBulksRequest())
            }
            session.write { Report(list, $0) }
        }
    }

    /// `bulk show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a bulk action, case by case. / 逐件结果")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @Option(help: "Only cases that went so: waiting, done, unchanged, failed. / 仅某种结果")
        var only: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.GetBulkRequest(id: id, status: only ?? "")
            let bulk = try await session.daemon.call { try await $0.work.getBulk(request) }
            session.write { Report(bulk, $0) }
        }
    }

    /// `bulk cancel`.
    struct Cancel: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Stop one; what is done stays done. / 中止")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.CancelBulkRequest(id: id, requestId: RequestID.fresh())
            let bulk = try await session.daemon.call { try await $0.work.cancelBulk(request) }
            session.write { Report(bulk, $0) }
        }
    }
}
