// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Workflow

/// What is known of one case; nil for what nobody has read yet.
///
/// Each part is whole or not there: a list of deliveries is all of them. What a newer layer knows
/// of a part replaces what an older one knows. A file belongs to one layer, or to the shelf: a class,
/// so that looking at one part does not copy the others.
final class CaseFile {
    var row: CaseRow?
    var facts: [Fact]?
    var runs: [WatchedRun]?
    var documents: [DocumentRow]?
    var deliveries: [DeliveryRow]?
    /// Steps of its clocks that were given.
    var given: Set<NoticeRow.Given>?
    /// Ids of the cases it is linked with.
    var linked: [String]?
    var participants: [ParticipantRow]?
    /// Jobs of its clocks that were looked at; nil where there is none.
    var jobs: [JobSubject: JobRow?] = [:]
    /// Opened in this layer: what is not here does not exist.
    var isNew = false

    /// Nothing is known.
    init() {}

    /// A new case: everything is known of it.
    init(new row: CaseRow) {
        self.row = row
        self.facts = []
        self.runs = []
        self.documents = []
        self.deliveries = []
        self.given = []
        self.linked = []
        self.participants = []
        self.isNew = true
    }

    /// Takes over what a newer layer knows.
    func take(_ newer: CaseFile) {
        if let row = newer.row { self.row = row }
        if let facts = newer.facts { self.facts = facts }
        if let runs = newer.runs { self.runs = runs }
        if let documents = newer.documents { self.documents = documents }
        if let deliveries = newer.deliveries { self.deliveries = deliveries }
        if let given = newer.given { self.given = given }
        if let linked = newer.linked { self.linked = linked }
        if let participants = newer.participants { self.participants = participants }
        if !newer.jobs.isEmpty { self.jobs.merge(newer.jobs) { $1 } }
        if newer.isNew { self.isNew = true }
    }

    /// About how many values it holds: an act ten, and what the case's fields hold twice, since an act
    /// gave it.
    var weight: Int {
        let rows =
            (self.runs?.count ?? 0) + (self.documents?.count ?? 0) + (self.deliveries?.count ?? 0)
            + (self.given?.count ?? 0) + self.jobs.count + (self.participants?.count ?? 0)
        let own = self.row.map { $0.fields.values.reduce(8) { $0 + 2 * $1.weight } } ?? 0
        return own + (self.facts?.count ?? 0) * 10 + rows * 4
    }
}

extension Value {
    fileprivate var weight: Int {
        switch self {
        case .text: 1
        case .list(let items): items.reduce(1) { $0 + $1.weight }
        case .record(let members): 1 + members.count
        }
    }
}
