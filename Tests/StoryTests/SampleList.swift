// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Witness
import WorkCalendar
import Workflow

/// A list as a clerk keeps it, of `Samples/*.csv`: invented organisations, and what becomes of each.
struct SampleList {
    /// One row.
    struct Row {
        var list: String
        var code: String
        var name: String
        var orgType: String
        var foundOn: Day
        /// 排除: struck out again.
        var isStruckOut: Bool
        var outcome: String
        var items: [String]
        /// The same organisation stands further up, not struck out, found in the same year's work.
        var isDouble = false

        /// As the lists of a campaign or a draw take it.
        var record: Value {
            .record(["party_code": self.code, "party_name": self.name, "org_type": self.orgType])
        }
    }

    let text: String
    let rows: [Row]

    /// Reads a list, and checks that it is still what the generator makes.
    init(_ name: String) throws {
        let path = "Tests/StoryTests/Samples/\(name).csv"
        self.text = try String(contentsOf: PackageRoot.file(path), encoding: .utf8)
        let made = try Python.run("sample_lists.py", [name])
        #expect(made == self.text, "Tests/Python/sample_lists.py \(name) > \(path)")
        self.rows = try self.text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(
                String.init)
            try #require(cells.count == 8, "\(line)")
            return Row(
                list: cells[0], code: cells[1], name: cells[2], orgType: cells[3],
                foundOn: try #require(Day(cells[4])), isStruckOut: cells[5] == "排除",
                outcome: cells[6], items: cells[7].split(separator: "|").map(String.init))
        }
    }

    /// The rows of a list, those found from one of these days on being one piece of work.
    func pieces(of list: String, from starts: [Day]) -> [(start: Day, rows: [Row])] {
        zip(starts, starts.dropFirst().map(Optional.some) + [nil]).map { start, end in
            var seen: Set<String> = []
            let rows = self.rows.filter { row in
                row.list == list && start <= row.foundOn && end.map { row.foundOn < $0 } ?? true
            }
            return (
                start,
                rows.map { row in
                    var row = row
                    row.isDouble = !row.isStruckOut && !seen.insert(row.code).inserted
                    return row
                }
            )
        }
    }

    /// What somebody with a pencil counts; name → figure.
    func counted(_ periods: [String], drawn: [String] = []) throws -> [String: String] {
        try Python.run(
            "count_list.py", periods + ["drawn=" + drawn.joined(separator: ",")], input: self.text
        ).split(separator: "\n").reduce(into: [:]) { figures, line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            figures[parts[0]] = parts[1]
        }
    }
}
