// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `docs/law-walk.md`: every test that it names exists, and every clause is held by one or says why not.
@Suite struct LawWalkTests {
    private static let rows: [[String]] = {
        let page = try? String(
            contentsOf: TidyTests.root.appending(path: "docs/law-walk.md"), encoding: .utf8)
        return (page ?? "").split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }()

    /// Suites and the tests in the files that declare or extend them, in any folder of tests.
    private static let tests: [String: Set<String>] = {
        let files = TidyTests.files.filter { $0.path.hasPrefix("Tests/") }
        return files.reduce(into: [:]) { found, file in
            let names = file.lines.compactMap { line in
                line.firstMatch(of: /func ([A-Za-z0-9]+)/).map { String($0.output.1) }
            }
            for line in file.lines {
                guard let suite = line.firstMatch(of: /(?:struct|extension) ([A-Z][A-Za-z0-9]+)/)
                else { continue }
                found[String(suite.output.1), default: []].formUnion(names)
            }
        }
    }()

    private static func named(_ cell: String) -> [(suite: String, test: String)] {
        cell.matches(of: /`([A-Z][A-Za-z0-9]+)\.([a-z][A-Za-z0-9]+)`/).map {
            (String($0.output.1), String($0.output.2))
        }
    }

    @Test func everyTestThatIsNamedExists() {
        var looked = 0
        for row in Self.rows {
            for (suite, test) in Self.named(row.last ?? "") {
                looked += 1
                #expect(Self.tests[suite]?.contains(test) ?? false, "\(suite).\(test)")
            }
        }
        #expect(looked > 200)
    }

    /// Ten sections, their clauses numbered without a gap.
    @Test func everyClauseIsHeldOrSaysWhyNot() {
        let clauses = Self.rows.filter { $0.count == 3 && $0[0].contains(".") }
        for row in clauses {
            let isHeld = !Self.named(row[2]).isEmpty
            #expect(isHeld || row[2].hasPrefix("*not "), "\(row[0])")
        }
        for section in 1...10 {
            let numbers = clauses.map { $0[0].split(separator: ".") }
                .filter { $0[0] == "\(section)" }.compactMap { Int($0[1]) }
            #expect(numbers == Array(1...max(1, numbers.count)), "section \(section)")
        }
        #expect(clauses.count > 140)
    }
}
