// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import Witness
import WorkCalendar
import Workflow

/// Which laws the rulebook knows, and of what day: no draft, nothing that was repealed before, nothing uncited.
@Suite struct LawTextTests {
    private static let files = ShippedRulebook.files

    /// Every basis of every workflow, as the words stand in the files.
    private static func cites(_ law: String) -> [String] {
        Self.files.filter { $0.key != "rulebook.yaml" }.values
            .flatMap { $0.split(separator: "\n") }
            .filter { !$0.drop { $0 == " " }.hasPrefix("#") }
            .filter { $0.contains("\(law) ") }.map(String.init)
    }

    private static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }

    private static func definitions() throws -> [WorkflowDefinition] {
        let rulebook = try Self.rulebook.get()
        return rulebook.workflowNames.compactMap { name in
            let alone = rulebook.workflow(name, profile: "cn")?.definition
            return alone?.parents.first.flatMap {
                rulebook.workflow(name, profile: "cn", parent: $0)?.definition
            } ?? alone
        }
    }

    @Test func noDraftAndNothingRepealedIsALawOfTheRulebook() throws {
        let laws = try #require(try Self.definitions().first).laws
        #expect(laws.items.count > 30)
        for law in laws.items {
            for word in ["征求意见稿", "草案", "废止", "民政部令第44号"] {
                #expect(!law.labels.zh.contains(word), "\(law.name)")
            }
            #expect(!law.labels.en.lowercased().contains("draft"), "\(law.name)")
            #expect(!law.labels.en.lowercased().contains("repealed"), "\(law.name)")
        }
    }

    @Test func everyLawIsCited() throws {
        let laws = try #require(try Self.definitions().first).laws
        let head = Self.files["rulebook.yaml"] ?? ""
        for law in laws.items {
            let isCited = !Self.cites(law.name).isEmpty || head.contains("month_end: \(law.name) ")
            #expect(isCited, "\(law.name) is cited nowhere")
        }
    }

    /// 慈善法(2016年) ended on 4 September 2024: rows that cite it end with it, and a condition says so.
    @Test func theFormerCharityLawIsCitedForItsTimeOnly() throws {
        var rows = 0
        for definition in try Self.definitions() {
            for row in definition.tables.items.flatMap(\.rows)
            where row.basis.contains(where: { $0.lawID == "charity-law-2016" }) {
                rows += 1
                #expect(row.validTo == Day("2024-09-04"))
            }
            for row in definition.tables.items.flatMap(\.rows)
            where row.basis.contains(where: { $0.lawID == "charity-law" }) {
                #expect(row.validFrom == Day("2024-09-05"))
            }
            // In conditions it stands alone, never beside the text that took its place.
            for bases in definition.transitions.flatMap({ $0.requires?.leafBases ?? [] }) {
                let laws = Set(bases.map(\.lawID))
                #expect(!laws.isSuperset(of: ["charity-law", "charity-law-2016"]), "\(bases)")
            }
        }
        #expect(rows >= 18)
    }

    /// A row that nobody has read in the text says so.
    @Test func rowsOfTheTextThatNobodyReadAreMarked() throws {
        let penalty = try #require(try Self.definitions().first { $0.name == "penalty" })
        let rows = penalty.tables.items.flatMap(\.rows).filter {
            $0.cells["org_type"] == ["association"]
        }
        for row in rows {
            let isNew = row.validFrom == Day("2026-03-20")
            #expect(row.basis.allSatisfy { $0.isUnread == isNew }, "\(row)")
        }
        #expect(rows.count == 22)
    }
}

extension Guard {
    /// The bases of each leaf by itself.
    fileprivate var leafBases: [[Basis]] {
        switch self {
        case .constant: []
        case .all(let parts), .any(let parts): parts.flatMap(\.leafBases)
        case .not(let part): part.leafBases
        case .implies(let premise, let conclusion): premise.leafBases + conclusion.leafBases
        case .leaf(_, let basis): [basis]
        }
    }
}
