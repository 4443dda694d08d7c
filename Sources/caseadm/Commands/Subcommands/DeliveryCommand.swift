// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `delivery`: deliveries that must go out.
struct DeliveryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery", abstract: "Deliveries that must go out. / 送达与抄送",
        subcommands: [List.self, Show.self, Ack.self, Retry.self])
}

extension DeliveryCommand {
    /// `delivery list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List deliveries that wait. / 待送列表")

        @Argument(help: ArgumentHelp("One case. / 件号", valueName: "case"), completion: .cases)
        var caseID: String?
        @Option(
            help: "Only what this office must send. / 只列此单位应送的",
            completion: .offices)
        var office: String?
        @Flag(help: "Also what was sent. / 连同已送")
        var all = false
        @Option(help: "At most so many; 0 for all. / 最多项数")
        var limit: Int32 = 0
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var list = V1.ListDeliveriesResponse()
            repeat {
                let (count, last) = (list.deliveries.count, list.deliveries.last?.id ?? 0)
                let request = V1.ListDeliveriesRequest(
                    caseId: caseID ?? "", pendingOnly: !all,
                    limit: limit == 0 ? 0 : limit - Int32(count),
                    after: last, sender: office ?? "")
                let page = try await session.daemon.call {
                    try await $0.work.listDeliveries(request)
                }
                list.deliveries += page.deliveries
                // A case's deliveries come all at once.
                guard caseID == nil, page.deliveries.count >= CallLimits.page,
                    let next = page.deliveries.last?.id, next > last
                else { break }
            } while limit == 0 || list.deliveries.count < limit
            let whole = list
            session.write { Report(whole, $0) }
        }
    }

    /// `delivery show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a delivery. / 送达详情")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ListDeliveriesRequest(ids: [id])
            let list = try await session.daemon.call { try await $0.work.listDeliveries(request) }
            session.write { Report(list, $0) }
        }
    }

    /// `delivery retry`.
    struct Retry: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry", abstract: "Send failed deliveries again. / 重发")

        @Argument(help: ArgumentHelp("Deliveries. / 编号", valueName: "id"))
        var ids: [Int64] = []
        @Option(
            name: .customLong("case"), help: "All of this case that failed. / 某件全部",
            completion: .cases)
        var caseID: String?
        @OptionGroup var mutation: MutationOptions
        @OptionGroup var options: GlobalOptions

        func validate() throws {
            guard ids.isEmpty != (caseID == nil) else {
                throw ValidationError("Give either delivery ids or --case. / 请给出编号或 --case。")
            }
        }

        func run(in session: Session) async throws(Failure) {
            let request = V1.RetryDeliveryRequest(
                ids: ids, caseId: caseID ?? "",
                requestId: mutation.requestID ?? RequestID.fresh(),
                forOffice: mutation.forOffice ?? "")
            let answer = try await session.daemon.call { try await $0.work.retryDelivery(request) }
            session.write { Report(answer, $0) }
        }
    }

    /// What a delivery can be ticked off as.
    enum Mark: String, EnumerableFlag {
        case sent, acknowledged, failed, otherwise

        static func help(for value: Mark) -> ArgumentHelp? {
            switch value {
            case .sent: "It was sent (default). / 已送"
            case .acknowledged: "Its receipt was acknowledged. / 已签收"
            case .failed: "It could not be delivered; --note says why. / 未送达"
            case .otherwise: "It was delivered otherwise; --note says how. / 以其他方式送达"
            }
        }
    }

    /// `delivery ack`.
    struct Ack: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "ack", abstract: "Tick deliveries off. / 登记送达")

        @Argument(help: ArgumentHelp("Deliveries. / 编号", valueName: "id"))
        var ids: [Int64] = []
        @Option(
            name: .customLong("case"), help: "All of this case that wait. / 某件全部",
            completion: .cases)
        var caseID: String?
        @Flag var mark: Mark = .sent
        @Option(help: "The day it happened (2025-04-01, 4月1日, 今天 …); else today. / 发生日期")
        var on: String?
        @OptionGroup var mutation: MutationOptions
        @OptionGroup var options: GlobalOptions

        func validate() throws {
            guard ids.isEmpty != (caseID == nil) else {
                throw ValidationError("Give either delivery ids or --case. / 请给出编号或 --case。")
            }
        }

        func run(in session: Session) async throws(Failure) {
            let request = V1.AckDeliveryRequest(
                ids: ids, caseId: caseID ?? "", status: mark.rawValue,
                happenedOn: DayArguments.day(on), note: mutation.note ?? "",
                requestId: mutation.requestID ?? RequestID.fresh(),
                forOffice: mutation.forOffice ?? "")
            let answer = try await session.daemon.call { try await $0.work.ackDelivery(request) }
            session.write { Report(answer, $0) }
        }
    }
}
