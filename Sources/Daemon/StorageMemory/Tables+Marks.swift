// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// What finds cases by words in one form.
struct MarksTable: Sendable {
    fileprivate var cases = SortedRows<Pair<Exact, Exact>, Nothing>()
}

extension Tables {
    mutating func put(_ mark: CaseMark, isHeld: Bool) throws {
        try self.demandCase(mark.caseID)
        try Tables.demand(!mark.text.isEmpty, "case \(mark.caseID) has an empty mark")
        let key = Pair(Exact("\(mark.kind.rawValue) \(mark.text)"), Exact(mark.caseID))
        self.marks.cases[key] = isHeld ? Nothing() : nil
    }

    func caseIDs(marked kind: CaseMark.Kind, _ text: String) -> [String] {
        self.marks.cases.group(Exact("\(kind.rawValue) \(text)")).map(\.key.second.text)
    }
}
