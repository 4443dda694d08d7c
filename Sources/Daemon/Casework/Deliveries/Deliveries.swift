// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import WorkCalendar
package import Workflow

/// Deliveries: what is sent to each recipient; ticked off, sent again, listed.
package struct Deliveries: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Ticks deliveries off.
    package func tick(
        _ command: TickDeliveriesCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> TickedDeliveries {
        let result = try await self.perform(request) {
            try Ticking(transaction: $0).tick(command)
        }
        return TickedDeliveries(ids: result.made, consequences: result.consequences)
    }

    /// Sends failed deliveries again.
    ///
    /// - Returns: their numbers.
    package func retry(
        _ ids: [Int64], caseID: String?, forOffice: String?, _ request: Engine.Request
    ) async throws(CaseworkError) -> [Int64] {
        let result = try await self.perform(request) {
            try Resending(transaction: $0).retry(ids, caseID: caseID, forOffice: forOffice)
        }
        self.wake()
        return result.made
    }

    /// Deliveries of a case, or of all.
    ///
    /// - Parameters:
    ///   - pendingOnly: only those that somebody must still see to: failed ones too.
    ///   - office: only those that this office must send; its code or name.
    package func list(
        of id: String?, pendingOnly: Bool, by office: String? = nil, ids: [Int64] = [],
        after: Int64 = 0, limit: Int
    ) async throws(CaseworkError) -> [DeliveryView] {
        let rules = self.rules
        let bounded = Self.bounded(limit)
        return try await self.look(admittingAdministrators: true) { reader, visibility in
            if let id, !visibility.administers { _ = try visibility.row(id) }
            let named = try ids.unique.map { number in
                guard let row = try reader.delivery(number), try visibility.shown(row) != nil else {
                    throw CaseworkError(
                        .notFound, Label("没有函件\(number)", "there is no delivery \(number)"))
                }
                return row
            }
            let sender = try office.map { try reader.knownOffice($0) }
            let waiting: Set<DeliveryStatus> = [.pending, .failed]
            func views(_ rows: [DeliveryRow]) throws -> [DeliveryView] {
                try rows.compactMap { row in
                    guard !pendingOnly || waiting.contains(row.status),
                        let shown = try visibility.shown(row),
                        var view = try reader.view(of: row, by: sender, rules)
                    else { return nil }
                    view.row = shown
                    return view
                }
            }
            if !named.isEmpty { return try views(named) }
            if let id { return try views(reader.deliveries(of: id)) }
            var found: [DeliveryView] = []
            var last = after
            while found.count < bounded {
                let page = try reader.deliveries(
                    pendingOnly: pendingOnly, after: last, limit: bounded)
                found += try views(page)
                guard page.count == bounded, let end = page.last?.id else { break }
                last = end
            }
            return Array(found.prefix(bounded))
        }
    }
}

/// Deliveries that were ticked off.
package struct TickedDeliveries: Sendable {
    /// Their numbers.
    package var ids: [Int64]
    /// What followed by itself.
    package var consequences: [Consequence]
}

extension DeliveryStatus {
    /// For people.
    package var label: Label {
        switch self {
        case .pending: Label("待送", "pending")
        case .sent: Label("已送", "sent")
        case .acknowledged: Label("已签收", "acknowledged")
        case .failed: Label("未送达", "failed")
        case .otherwise: Label("另行送达", "delivered otherwise")
        case .withdrawn: Label("已撤下", "withdrawn")
        }
    }
}

/// A delivery as people see it.
package struct DeliveryView: Sendable {
    /// The delivery.
    package var row: DeliveryRow
    /// Its kind.
    package var label: Label
    /// The document it carries.
    package var document: String
    /// The office that must send it.
    package var sender: Party?
    /// What sends it; nil where people carry it, or it is not asked.
    package var job: JobRow?

    /// A delivery.
    package init(
        row: DeliveryRow, label: Label, document: String, sender: Party? = nil, job: JobRow? = nil
    ) {
        self.sender = sender
        self.row = row
        self.label = label
        self.document = document
        self.job = job
    }
}

extension StoreReader {
    /// A delivery as people see it; nil when another office must send it.
    fileprivate func view(
        of row: DeliveryRow, by office: String?, _ rules: RuleStore
    ) throws -> DeliveryView? {
        guard let caseRow = try self.caseRow(row.caseID) else {
            throw CaseworkError.noCase(row.caseID)
        }
        let definition = try rules.definition(caseRow.definitionHash, self)
        let kind = definition.deliveries[row.kind]
        let sender = self.sender(of: row, caseRow, definition)
        if let office, sender != office { return nil }
        let from = try sender.flatMap(self.office)
        return DeliveryView(
            row: row, label: kind?.labels ?? Label(same: row.kind),
            document: kind?.document ?? "",
            sender: from.map { Party(office: $0.code, name: $0.name) },
            job: try self.sendingJob(of: row))
    }

    fileprivate func sendingJob(of delivery: DeliveryRow) throws -> JobRow? {
        guard delivery.status == .pending,
            let office = try delivery.recipient.office.flatMap(self.office),
            let kind = office.channel.job
        else { return nil }
        return try self.job(of: .message(.delivery(delivery.id), by: kind, caseID: delivery.caseID))
    }
}
