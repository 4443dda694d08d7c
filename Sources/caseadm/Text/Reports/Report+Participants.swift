// SPDX-License-Identifier: Apache-2.0
package import CaseProto

// People outside who take part in a case.
extension Report {
    /// Who takes part.
    package init(participants rows: [V1.Participant], _ language: Language) {
        let objects = rows.map(\.json)
        self.init(
            json: .array(objects),
            csv: CSV(
                [
                    "user_number", "user_name", "role", "name", "as_agent", "since", "until",
                    "ended_on", "holds",
                ], objects: objects, language))
        guard !rows.isEmpty else {
            line(Text(zh: "没有参加人。", en: "Nobody outside takes part.")(language))
            return
        }
        table(.participants(rows, language))
    }
}

extension Table {
    fileprivate static func participants(_ rows: [V1.Participant], _ language: Language) -> Table {
        Table(
            [
                Column(Text(zh: "参加人", en: "Participant")(language)),
                Column(Text(zh: "角色", en: "Role")(language)),
                Column(Text(zh: "代表", en: "Speaks for")(language)),
                Column(DirectoryWords.from(language)), Column(DirectoryWords.until(language)),
                Column(Text(zh: "有效", en: "Holds")(language)),
            ],
            rows: rows.map { row in
                [
                    Cell(
                        row.userNumber == 0
                            ? row.userName : "\(row.userName) (\(row.userNumber))"),
                    Cell(row.roleLabel?.text(language) ?? row.role),
                    Cell(row.asAgent ? row.name : ""), Cell(row.since),
                    Cell(row.endedOn.isEmpty ? row.until : row.endedOn),
                    Cell(
                        (row.holds ? Text(zh: "是", en: "yes") : Text(zh: "否", en: "no"))(language)),
                ]
            })
    }
}
