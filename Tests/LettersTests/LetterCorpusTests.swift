// SPDX-License-Identifier: Apache-2.0

import Foundation
import Letters
import Testing

/// Made-up letters in many forms, with what a careful person read in each; whoever wrote them had not seen the reader.
///
/// `make eval` prints the figures.
@Suite struct LetterCorpusTests {
    private static let fields = [
        "doc", "type", "body", "session", "number", "title", "by", "lead", "co", "signer",
        "contact",
        "phone", "open", "copies", "date",
    ]

    /// A field's values, lists by their items.
    private static func values(_ table: [String: String], _ field: String) -> Set<String> {
        let value = table[field] ?? (field == "number" ? table["numberText"] : nil)
        return Set((value ?? "").split(separator: "|").map { Score.plain(String($0)) })
    }

    private static func gold(_ entry: [String: Any]) -> [String: String] {
        var table = UnseenKindTests.table(of: entry)
        table["numberText"] = entry["number_text"] as? String
        return table
    }

    private static func scores(
        _ letters: [String: String], _ gold: [[String: Any]],
        _ read: (String) -> [String: String]
    ) -> (fields: [String: Score], all: Score) {
        var scores: [String: Score] = [:]
        var all = Score()
        for entry in gold where entry["letter"] as? Bool != false {
            guard let name = entry["file"] as? String, let letter = letters[name] else { continue }
            var got = read(letter)
            got["copies"] = got["copies"]?.replacing(/\*\d+/, with: "")
            let want = Self.gold(entry)
            for field in Self.fields {
                let (left, right) = (Self.values(got, field), Self.values(want, field))
                scores[field, default: Score()].take(left, right)
                all.take(left, right)
            }
        }
        return (scores, all)
    }

    private static func told(_ name: String, _ score: Score, _ base: Score) -> String {
        name.padding(toLength: 9, withPad: " ", startingAt: 0) + score.told
            + "; plain patterns: " + base.told
    }

    @Test func lettersOfManyFormsAreRead() throws {
        let (letters, gold) = try Corpus.unseen()
        try #require(gold.count >= 100 && letters.count == gold.count)
        let mine = Self.scores(letters, gold) { flat($0) }
        let base = Self.scores(letters, gold, PlainPatterns.read)
        for field in Self.fields {
            print(Self.told(field, mine.fields[field] ?? Score(), base.fields[field] ?? Score()))
        }
        print(Self.told("all", mine.all, base.all))
        #expect(mine.all.rightOfGiven >= 0.98)
        #expect(mine.all.foundOfPresent >= 0.95)
        // Corpora that patterns of a line each can read prove nothing.
        #expect(base.all.foundOfPresent < 0.75)
    }

    @Test func whatIsNoLetterIsRefused() throws {
        let (letters, gold) = try Corpus.unseen()
        let others = gold.filter { $0["letter"] as? Bool == false }
        try #require(others.count >= 20)
        for entry in others {
            let name = try #require(entry["file"] as? String)
            let got = flat(try #require(letters[name]))
            #expect(
                got["notALetter"] != nil, "\(name), \(entry["kind"] ?? ""), was read as a letter")
        }
    }
}

/// What a few patterns, one for each field, read: the measure of how hard a corpus is.
private enum PlainPatterns {
    static func read(_ text: String) -> [String: String] {
        var table: [String: String] = [:]
        func first(_ pattern: String) -> String? {
            guard let regex = try? Regex(pattern), let match = text.firstMatch(of: regex),
                match.output.count > 1
            else { return nil }
            return match.output[1].substring.map(String.init)
        }
        table["doc"] = first("([\\p{Han}]{2,10}〔\\d{4}〕\\d+号)")
        table["type"] = first("([ABCD])类") ?? first("类别[::]\\s*([ABCD])")
        table["session"] = first("[关于对]([^\\n关于对]*?届[^\\n]*?次会议)")
        table["body"] = text.contains("提案") ? "政协" : "人大"
        table["number"] = first("第0*(\\d+)号")
        table["title"] = first("《([^》]+)》")
        table["by"] = first("(?m)^\\s*([\\p{Han}、·]+)(?:代表|委员)[::]")?
            .replacing("、", with: "|")
        table["lead"] = first("(?m)^\\s*([\\p{Han}]+[局委厅办])\\s*\\n\\s*\\d{4}年")
        table["co"] = first("会同([\\p{Han}]+[局委厅办])")
        table["contact"] = first("联系人[::]\\s*([\\p{Han}]{2,3})")
        table["phone"] = first("电话[::]\\s*([\\d-]{7,})")
        table["open"] = first("(主动公开|依申请公开|不予公开)")
        table["copies"] = first("抄送[::]\\s*([^\\n。(]+)")?.replacing("、", with: "|")
        table["date"] = first("\\n\\s*(\\d{4}年\\d+月\\d+日)").flatMap(Self.iso)
        return table
    }

    private static func iso(_ day: String) -> String? {
        let parts = day.split { !$0.isNumber }.compactMap { Int($0) }
        return parts.count == 3
            ? String(format: "%04d-%02d-%02d", parts[0], parts[1], parts[2]) : nil
    }
}
