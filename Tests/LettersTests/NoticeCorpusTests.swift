// SPDX-License-Identifier: Apache-2.0

import Foundation
import Letters
import Testing
import Witness

/// Made-up notices in many forms, with what a careful person read in each.
///
/// Whoever wrote them had not seen the reader. `make eval` prints the figures.
@Suite struct NoticeCorpusTests {
    private static let fields = [
        "form", "authority", "number", "date", "party", "code", "ground", "penalty", "basis",
    ]

    private static func values(of gold: [String: Any]) -> [String: Set<String>] {
        var values: [String: Set<String>] = [:]
        for field in ["form", "authority", "number", "date", "ground"] {
            if let value = gold[field] as? String { values[field] = [Score.plain(value)] }
        }
        let parties = gold["parties"] as? [[String: Any]] ?? []
        values["party"] = Set(parties.compactMap { $0["name"] as? String }.map(Score.plain))
        values["code"] = Set(parties.compactMap { $0["code"] as? String })
        values["penalty"] = Set((gold["penalty"] as? [String] ?? []).map(Score.plain))
        values["basis"] = Set(
            (gold["basis"] as? [[String: Any]] ?? []).map { row in
                ["law", "article", "paragraph", "item"].map { row[$0] as? String ?? "" }
                    .map(Score.plain).joined()
            })
        return values
    }

    private static func values(of notice: NoticeFields) -> [String: Set<String>] {
        [
            "form": [notice.form.rawValue],
            "authority": Set([notice.authority?.value].compactMap { $0 }.map(Score.plain)),
            "number": Set([notice.number?.value].compactMap { $0 }.map(Score.plain)),
            "date": Set([notice.date?.value].compactMap { $0 }),
            "ground": Set([notice.ground?.value].compactMap { $0 }.map(Score.plain)),
            "party": Set(notice.parties.map { Score.plain($0.name) }),
            "code": Set(notice.parties.compactMap(\.code)),
            "penalty": Set(notice.penalties.map(Score.plain)),
            "basis": Set(
                notice.basis.map {
                    Score.plain($0.law + $0.article + ($0.paragraph ?? "") + ($0.item ?? ""))
                }),
        ]
    }

    @Test func noticesOfManyFormsAreRead() throws {
        let (texts, gold) = try Corpus.notices()
        let notices = gold.filter { $0["notice"] as? Bool != false }
        try #require(notices.count >= 40 && texts.count == gold.count)
        var scores: [String: Score] = [:]
        var all = Score()
        for entry in notices {
            let name = try #require(entry["file"] as? String)
            var got: [String: Set<String>] = [:]
            switch NoticeReader().read(try #require(texts[name])) {
            case .notice(let notice): got = Self.values(of: notice)
            case .notANotice(let reason): Issue.record("\(name): \(reason.zh)")
            }
            let want = Self.values(of: entry)
            for field in Self.fields {
                scores[field, default: Score()].take(got[field] ?? [], want[field] ?? [])
                all.take(got[field] ?? [], want[field] ?? [])
            }
        }
        for field in Self.fields + ["all"] {
            let score = field == "all" ? all : scores[field] ?? Score()
            print(field.padding(toLength: 9, withPad: " ", startingAt: 0) + score.told)
        }
        #expect(all.rightOfGiven >= 0.95)
        #expect(all.foundOfPresent >= 0.90)
    }

    @Test func whatIsNoNoticeIsRefused() throws {
        let (texts, gold) = try Corpus.notices()
        let others = gold.filter { $0["notice"] as? Bool == false }
        try #require(others.count >= 15)
        for entry in others {
            let name = try #require(entry["file"] as? String)
            if case .notice(let notice) = NoticeReader().read(try #require(texts[name])) {
                Issue.record("\(name), \(entry["kind"] ?? ""), was read as \(notice.form)")
            }
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func damagedNoticesAreReadOrRefused() throws {
        let (texts, _) = try Corpus.notices()
        let known = texts.sorted { $0.key < $1.key }.map { Array($0.value.unicodeScalars) }
        var numbers = SplitMix(state: 20_261_129)
        func next(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &numbers) }
        for round in 0..<2_000 {
            var text = known[round % known.count]
            for _ in 0..<(1 + next(12)) where !text.isEmpty {
                let place = next(text.count)
                switch next(4) {
                case 0: text.remove(at: place)
                case 1: text.insert(contentsOf: "《》第条款项()〔2025〕号、:".unicodeScalars, at: place)
                case 2: text.removeSubrange(place..<min(text.count, place + next(40)))
                default: text.swapAt(place, next(text.count))
                }
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: text)
            // Whatever comes of it, it comes.
            if case .notice(let notice) = NoticeReader().read(String(view)) {
                #expect(!notice.parties.isEmpty)
            }
        }
    }

    /// What is not many times in a notice may be so in what somebody sends: it costs no more for that.
    @Test(arguments: [
        "#、样例#协会\n", "文号:x\n", "2025年1月1日)", "依据《样例#条例》第三十条,", "经查", "罚款#元、", "样例协会:", "首页 > ",
        "“样例#", "甲 ",
    ])
    func longRepetitionsAreReadInTime(_ unit: String) {
        let start = "行政处罚决定书\n样例县民政局\n当事人:样例县某协会\n依据《样例条例》第三十条,决定给予警告。\n"
        let end = "\n样例县民政局\n2025年3月1日\n"
        let units = (0..<300_000 / unit.utf8.count).map { unit.replacing("#", with: String($0)) }
        let text = start + units.joined() + end
        let elapsed = ProcessorTime.of { _ = NoticeReader().read(text) }
        print("\(text.utf8.count) bytes of \(unit.debugDescription): \(elapsed)")
        #expect(elapsed < .seconds(8))
    }
}
