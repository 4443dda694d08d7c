// SPDX-License-Identifier: Apache-2.0

import Letters
import Testing

/// Twelve made-up letters, each of a kind that the reader once failed on; beside each what a person read in it.
@Suite struct UnseenKindTests {
    /// Gold, as ``flat(_:)`` says a reading.
    static func table(of gold: [String: Any]) -> [String: String] {
        var table: [String: String] = [:]
        for (name, key) in [
            ("doc", "doc_number"), ("type", "reply_type"), ("body", "body"), ("session", "session"),
            ("title", "title"), ("lead", "lead_office"), ("signer", "signer"),
            ("contact", "contact"),
            ("phone", "phone"), ("open", "disclosure"), ("date", "date"),
        ] { table[name] = gold[key] as? String }
        table["number"] = (gold["number"] as? Int).map(String.init)
        for (name, key) in [("by", "proposers"), ("co", "co_offices")] {
            let names = gold[key] as? [String] ?? []
            if !names.isEmpty { table[name] = names.joined(separator: "|") }
        }
        let copies = (gold["cc"] as? [[String: Any]] ?? []).compactMap { $0["office"] as? String }
        if !copies.isEmpty { table["copies"] = copies.joined(separator: "|") }
        return table
    }

    @Test func letterOfEachKindIsReadAsAPersonReadIt() throws {
        guard let (letters, gold) = try Corpus.kinds() else { return }
        #expect(letters.count == 12 && gold.count == 12)
        for entry in gold {
            let name = try #require(entry["file"] as? String)
            // Brackets of half and of full width are the same.
            var got = flat(try #require(letters[name])).mapValues {
                $0.replacing("（", with: "(").replacing("）", with: ")")
            }
            // How many copies a letter does not say is one: gold says nothing of it.
            got["copies"] = got["copies"]?.replacing("*1", with: "")
            let want = Self.table(of: entry)
            #expect(
                got == want, "\(name): \(entry["kind"] as? String ?? "")\n\(difference(got, want))")
        }
    }
}
