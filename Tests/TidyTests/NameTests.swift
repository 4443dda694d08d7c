// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The law is data, all of it: no name that the shipped rulebook gives to a workflow, a field, an event, a
/// role, a state, a document, a letter, a clock or a profile stands in the program as a text.
///
/// A name is a common word now and then. Where a text equals one and means something else, that word
/// stands below with its meaning, for the files where it has it.
@Suite struct NameTests {
    /// Words that mean something else in some files.
    struct Other {
        var meaning: String
        var files: [String]
        var words: Set<String>
    }

    static let others = [
        Other(
            meaning: "words of the rulebook's format: keys, types, conditions",
            files: [
                "Daemon/Rulebook/", "Daemon/Workflow/Guards/", "Daemon/Workflow/Definition/",
            ],
            words: [
                "copy", "due", "item", "items", "kind", "list", "open", "rate", "record",
                "recorded",
                "session", "tell",
            ]),
        Other(
            meaning: "members of what the daemon answers of sessions",
            files: [
                "caseadm/Text/Reports/Report+Sessions.swift", "caseadm/Text/ColumnWords.swift",
            ], words: ["ended"]),
        Other(
            meaning: "forms of notices and columns of what was read in one",
            files: [
                "caseadm/Text/Reports/Report+Notices.swift", "caseadm/Text/ColumnWords.swift",
            ],
            words: [
                "listing", "removal", "ban", "service", "hearing_notice", "form", "party", "ground",
                "penalty",
            ]),
        Other(
            meaning: "fields for which lists have an option of their own",
            files: ["caseadm/Text/Reports/Report+Views.swift"],
            words: ["proposer", "session", "category"]),
        Other(
            meaning: "what lists are asked, option by option",
            files: [
                "caseadm/Commands/Arguments/CaseConditions.swift",
                "caseadm/Text/Reports/Report+Views.swift",
            ],
            words: ["number", "open"]),
        Other(
            meaning: "members of the list of a public file, and what became of it",
            files: [
                "caseadm/Commands/Export/PublicFolder.swift",
                "caseadm/Commands/Subcommands/ExportCommand+Public.swift",
                "caseadm/Text/Pages/PublicPages.swift",
            ],
            words: [
                "title", "number", "facts", "added", "held", "published", "ended", "result",
            ]),
        Other(
            meaning: "the daemon's own role, which every rulebook must have",
            files: ["Daemon/Rulebook/", "Daemon/Workflow/", "Daemon/Casework/", "Daemon/Main/"],
            words: ["system"]),
        Other(
            meaning: "the history's word for an opening",
            files: ["Daemon/Workflow/", "Daemon/Casework/", "Daemon/Service/Rendering/"],
            words: ["open"]),
        Other(
            meaning: "words of a holiday calendar's file, and of a length of time",
            files: ["Daemon/Calendar/"], words: ["kind", "notice", "year"]),
        Other(
            meaning: "members of a stored row, and of what a draw keeps",
            files: [
                "Daemon/Storage/", "Daemon/StorageSQLite/Columns/",
                "Daemon/StorageSQLite/Tables/", "Daemon/Casework/Core/Lines.swift",
            ],
            words: ["asked", "candidates", "drawn", "due", "notice", "reason", "record"]),
        Other(
            meaning: "parameters of a request or of a refusal, as people give them",
            files: ["Daemon/Casework/", "Daemon/Service/", "Daemon/Workflow/Step/"],
            words: ["cancel", "channel", "draw", "file", "kind", "reason"]),
        Other(
            meaning: "how a thing of the daemon's stands: a job, a letter, a run, a bulk action",
            files: [
                "Daemon/Casework/", "Daemon/Service/Rendering/", "Daemon/StorageSQLite/",
                "caseadm/",
            ],
            words: [
                "cancelled", "chase", "done", "due", "end", "overdue", "planned", "record",
                "refused",
                "running", "scheduled", "start", "withdrawn",
            ]),
        Other(
            meaning: "settings, log levels, metadata of a log, system calls",
            files: ["Daemon/Main/", "Daemon/Jobs/", "Daemon/FileStore/"],
            words: ["asked", "kind", "normal", "notice", "open"]),
        Other(
            meaning: "words of a page: a diagram's edges, a type, a unit of time",
            files: ["Daemon/Workflow/Pages/", "Daemon/Service/Services/AdminService.swift"],
            words: ["minutes", "open", "session", "start"]),
        Other(
            meaning: "what templates of papers call things",
            files: ["Daemon/Rulebook/Papers/"],
            words: ["added", "number", "opened", "paid", "title", "year"]),
        Other(
            meaning:
                "what the circular is and counts: keys of the rulebook, names for its template, columns",
            files: [
                "Daemon/Rulebook/CircularDefinition.swift", "Daemon/Rulebook/RulebookBuilder.swift",
                "Daemon/Rulebook/Papers/", "Daemon/Casework/Reports/", "Report+Circular.swift",
            ],
            words: [
                "answered", "assigned", "change", "circular", "in_time", "judged", "rating",
                "satisfied",
            ]),
        Other(
            meaning: "commands and options",
            files: ["caseadm/Commands/"],
            words: [
                "circular", "kind",
                "add", "audit", "cancel", "change", "check", "close", "due", "explain", "file",
                "list", "merge", "notice", "open", "plan", "remove", "removed", "report", "verify",
            ]),
        Other(
            meaning: "headings of a table and members of JSON",
            files: ["caseadm/Text/"],
            words: [
                "answered", "assigned", "in_time", "judged", "satisfied",
                "added", "channel", "due", "file", "kind", "mode", "notice", "number", "outcome",
                "place",
                "reason", "refusal", "removed", "result", "source", "standing", "title",
            ]),
        Other(
            meaning:
                "columns of a file of offices and users, what became of a row, where a user stands",
            files: [
                "Daemon/Casework/Directory/", "Daemon/Service/Services/DirectoryService.swift",
                "Migrations+People.swift",
            ], words: ["added", "place", "removed", "standing"]),
        Other(
            meaning: "the nation's zone where no rulebook is at hand",
            files: ["Daemon/Calendar/CivilZone.swift"], words: ["Asia/Shanghai"]),
        Other(
            meaning: "an index of published steps; the fifth one took it away",
            files: ["Migrations.swift", "Migrations+Tallies.swift"], words: ["party_code"]),
    ]

    private static let root =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path + "/"

    /// Every name of the shipped rulebook.
    static let names: Set<String> = {
        let shipped = root + "Sources/Daemon/Rulebook/Shipped/"
        var names: Set<String> = []
        for path in FileManager.default.enumerator(atPath: shipped) ?? .init() {
            guard let path = path as? String, path.hasSuffix(".yaml"),
                let text = try? String(contentsOfFile: shipped + path, encoding: .utf8)
            else { continue }
            names.formUnion(NamesOfYAML(text).names)
        }
        return names
    }()

    /// Texts of a line of Swift: whole ones, and the paths and comparisons of SQL in it.
    private func texts(_ line: String) -> [String] {
        let code = line.trimmingCharacters(in: .whitespaces)
        guard !code.hasPrefix("//") else { return [] }
        return code.matches(of: #/"((?:[^"\\]|\\.)*)"/#).map { String($0.1) }
            + code.matches(of: #/\$\.([a-z_]+)/#).map { String($0.1) }
            + code.matches(of: #/'([a-z_]+)'/#).map { String($0.1) }
    }

    private var program: [(path: String, lines: [String])] {
        TidyTests.files.filter { file in
            ["Sources/Daemon/", "Sources/caseadm/"].contains { file.path.hasPrefix($0) }
                && !file.path.hasPrefix("Sources/Daemon/Letters/")
        }
    }

    @Test func namesOfTheRulebookWereRead() {
        let known = [
            "proposal", "motion", "party_code", "letter_number", "answered", "reply_letter", "lead",
            "corrector", "cn", "Asia/Shanghai", "return_requested", "objection_answer", "answer",
            "assignment",
        ]
        #expect(known.filter { !Self.names.contains($0) }.isEmpty)
        #expect(Self.names.count > 700, "\(Self.names.count)")
    }

    @Test func noNameOfTheRulebookStandsInTheProgram() {
        var found: [String] = []
        for (path, lines) in self.program {
            let allowed = Self.others.filter { other in other.files.contains { path.contains($0) } }
                .reduce(into: Set<String>()) { $0.formUnion($1.words) }
            for (index, line) in lines.enumerated() {
                for text in self.texts(line)
                where Self.names.contains(text) && !allowed.contains(text) {
                    found.append("\(path):\(index + 1): \(text)")
                }
            }
        }
        #expect(found.isEmpty, "names of the rulebook: \(found)")
    }

    /// A word nobody uses any more would let a name in.
    @Test func everyWordWithAnotherMeaningIsUsed() {
        for other in Self.others {
            let files = self.program.filter { file in
                other.files.contains { file.path.contains($0) }
            }
            let used = Set(files.flatMap { $0.lines.flatMap(self.texts) })
            let unused = other.words.subtracting(used.intersection(Self.names))
            #expect(unused.isEmpty, "\(other.meaning): \(unused.sorted())")
        }
    }
}
