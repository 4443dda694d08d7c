// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Workflow

/// Deliveries.
struct DeliveryTable: Sendable {
    fileprivate(set) var rows = SortedRows<Int64, DeliveryRow>()
    fileprivate var numbersOfCases = SortedRows<Pair<Exact, Int64>, Nothing>()
}

extension Tables {
    mutating func store(_ row: DeliveryRow) throws {
        let name = "delivery \(row.id)"
        try self.demandCase(row.caseID)
        try self.demandOffice(row.recipient.office)
        try self.demandOffice(row.sender)
        try Tables.demand(!row.recipient.name.isEmpty, "\(name) goes to nobody")
        try Tables.demand(row.copies >= 1, "\(name) has no copy")
        try Tables.demand(
            [.pending, .failed, .withdrawn].contains(row.status) || row.sentOn != nil
                || row.acknowledgedOn != nil,
            "\(name) does not say when it went out")
        try Tables.demand(
            ![.failed, .otherwise].contains(row.status) || !row.reason.isEmpty,
            "\(name) does not say why")
        if let before = self.deliveries.rows[row.id] {
            self.deliveries.numbersOfCases[Pair(Exact(before.caseID), row.id)] = nil
        }
        self.deliveries.rows[row.id] = row
        self.deliveries.numbersOfCases[Pair(Exact(row.caseID), row.id)] = Nothing()
    }

    func deliveries(of id: String) -> [DeliveryRow] {
        self.deliveries.numbersOfCases.group(Exact(id))
            .compactMap { self.deliveries.rows[$0.key.second] }
    }

    func delivery(_ id: Int64) -> DeliveryRow? { self.deliveries.rows[id] }

    func deliveries(pendingOnly: Bool, after id: Int64, limit: Int) -> [DeliveryRow] {
        self.deliveries.rows.after(id).lazy.map(\.row)
            .filter { !pendingOnly || [.pending, .failed].contains($0.status) }.first(limit)
    }

    func carriedDeliveries(limit: Int) -> [DeliveryRow] {
        self.deliveries.rows.all.lazy.map(\.row)
            .filter { $0.status == .pending && self.channel(of: $0.recipient) == .manual }
            .first(limit)
    }

    func failedDeliveries(limit: Int) -> [DeliveryRow] {
        self.deliveries.rows.all.lazy.map(\.row).filter { $0.status == .failed }.first(limit)
    }

    func deliveriesWithoutJob(after id: Int64, limit: Int) -> [DeliveryRow] {
        self.deliveries.rows.after(id).lazy.map(\.row)
            .filter { $0.status == .pending && self.lacksJob(.delivery($0.id), $0.recipient) }
            .first(limit)
    }

    /// How deliveries reach somebody: people carry them to those who are no office.
    private func channel(of recipient: Party) -> Channel {
        recipient.office.flatMap { self.office($0) }?.channel ?? .manual
    }

    /// Whether a channel is to send this and no job does, nor one of another channel just now.
    func lacksJob(_ message: MessageSubject, _ recipient: Party) -> Bool {
        guard let kind = self.channel(of: recipient).job else { return false }
        let state = self.job(of: .message(message, by: kind, caseID: nil))?.state
        guard [nil, .completed, .cancelled].contains(state) else { return false }
        return !JobKind.sending.contains { kind in
            self.job(of: .message(message, by: kind, caseID: nil))?.state == .running
        }
    }
}

extension JobKind {
    /// Kinds that send something.
    static let sending = Channel.allCases.compactMap(\.job)
}
