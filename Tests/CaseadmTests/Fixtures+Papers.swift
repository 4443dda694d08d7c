// SPDX-License-Identifier: Apache-2.0
import CaseProto

extension Fixtures {
    /// A case with a letter in two versions, one that was taken back, one that is kept, one that is
    /// cut on its way, and one that is called for.
    static let papers: V1.Case = {
        var item = Fixtures.item
        item.caseId = "JY-2025-000002"
        // SHA-256 of “test”, as coreutils tell it.
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        let reply = V1.Label(zh: "答复函", en: "Reply letter")
        func paper(
            _ id: Int64, _ kind: String, _ label: V1.Label, _ name: String, line: Int64
        ) -> V1.Document {
            V1.Document(
                id: id, caseId: item.caseId, kind: kind, label: label, name: name, size: 4,
                sha256: digest, addedOn: "2025-05-0\(line)", addedBy: "王某", sequence: line)
        }
        var taken = paper(7, "reply", reply, "附错.pdf", line: 3)
        (taken.withdrawn, taken.withdrawnOn, taken.withdrawnReason) = (true, "2025-05-09", "附错")
        var kept = paper(8, "tip", V1.Label(zh: "线索", en: "Tip"), "保密文书", line: 4)
        (kept.kept, kept.sha256) = (true, "")
        item.documents = [
            // Called for before the first came: its number is the lowest.
            paper(2, "reply", reply, "答复函<签发>.pdf", line: 2),
            paper(5, "reply", reply, "答复函 草稿.pdf", line: 1), taken, kept,
            paper(9, "scan", V1.Label(zh: "扫描件", en: "Scan"), "cut.pdf", line: 5),
            V1.Document(
                caseId: item.caseId, kind: "form", label: V1.Label(zh: "办结表", en: "Form"),
                expected: true),
        ]
        return item
    }()

    /// A case of which something is kept, with a paper that may be read and one that may not.
    static let keptPapers: V1.Case = {
        var item = Fixtures.papers
        (item.caseId, item.kept) = ("JY-2025-000003", true)
        item.documents = item.documents.filter { [2, 8].contains($0.id) }
        for index in item.documents.indices {
            item.documents[index].caseId = item.caseId
            item.documents[index].sequence = Fixtures.history[0].sequence
        }
        return item
    }()
}
