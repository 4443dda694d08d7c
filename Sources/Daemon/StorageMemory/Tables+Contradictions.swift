// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Workflow

// What tables in memory can say other than the history: an index cannot differ from its row here,
// and no case or line can go.
extension Tables {
    /// Named at most for each question: more only bury the first.
    private static let named = 5

    func contradictions() -> [String] {
        let rows = self.cases.rows.all.map(\.row)
        var sentences: [String] = []
        func add(_ ids: [String], _ sentence: (String) -> String) {
            sentences += ids.prefix(Tables.named).map(sentence)
        }
        add(rows.filter(self.hasOtherVersion).map(\.id)) {
            "case \($0) has another version than its history"
        }
        add(rows.filter { $0.state != self.lastState(of: $0.id) }.map(\.id)) {
            "case \($0) stands in another state than its history says"
        }
        add(rows.map(\.id).filter(self.hasGaps)) {
            "the history of case \($0) has gaps in its versions"
        }
        add(rows.map(\.id).filter(self.hasOtherPapers)) {
            "case \($0) has another number of papers on file than its history"
        }
        add(self.casesWithLooseRows) {
            "a row of case \($0) names a history line that is not there"
        }
        add(self.openersOfUntoldLinks) { "a link of case \($0) is not told by the history" }
        return sentences
    }

    private func hasOtherVersion(_ row: CaseRow) -> Bool {
        row.version != self.history.acts(of: row.id).last?.version
    }

    private var openersOfUntoldLinks: [String] {
        self.cases.links.all.map(\.key).filter { link in
            !self.history.acts(of: link.second.text).contains { $0.version == 1 }
        }.map(\.first.text)
    }

    /// The state that the last line with one led to; lines without a version come first.
    private func lastState(of id: String) -> String? {
        self.history.acts(of: id).last { $0.to != nil }?.to
            ?? Array(self.history.lines(of: id, after: .least)).last { $0.to != nil }?.to
    }

    private func hasGaps(_ id: String) -> Bool {
        let acts = self.history.acts(of: id)
        return acts.count != acts.last?.version ?? 0
    }

    private func hasOtherPapers(_ id: String) -> Bool {
        let attached = self.history.lines(of: id, after: .least)
            .filter { $0.event == "attach" && $0.version == nil }
        return self.documents(of: id).filter { $0.sha256 != nil }.count != attached.count
    }

    private var casesWithLooseRows: [String] {
        func isLoose(_ sequence: Int64) -> Bool { !self.history.lines.contains(sequence) }
        var ids: Set<Exact> = []
        for (_, row) in self.documents.rows.all where isLoose(row.sequence) {
            ids.insert(Exact(row.caseID))
        }
        for (_, row) in self.deliveries.rows.all where isLoose(row.sequence) {
            ids.insert(Exact(row.caseID))
        }
        for (_, row) in self.participants.rows.all where isLoose(row.sequence) {
            ids.insert(Exact(row.caseID))
        }
        for (_, row) in self.runs.rows.all where isLoose(row.run.startSequence) {
            ids.insert(Exact(row.caseID))
        }
        return ids.sorted().map(\.text)
    }
}
