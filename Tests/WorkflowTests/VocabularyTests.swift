// SPDX-License-Identifier: Apache-2.0
import Spelling
import Testing
import Workflow

@Suite struct VocabularyTests {
    private static let events = Vocabulary([
        .init("sign_for", Label("签收", "Sign for")), .init("sign", Label("签发", "Sign")),
        .init("answer", Label("答复", "Answer")), .init("A", Label("已解决或采纳", "Solved or adopted")),
        .init("B", Label("正在解决", "Being solved")), .init("close", Label("结案", "Close")),
        .init("end", Label("结案", "End")), .init("结案", Label("归档", "Archive")),
        .init("stop", Label("终止", "Stop")), .init("halt", Label("终止", "Halt")),
    ])

    @Test(arguments: [
        ("sign_for", "sign_for"), ("签收", "sign_for"), ("Sign for", "sign_for"),
        ("SIGN-FOR", "sign_for"), ("　签 收 ", "sign_for"), ("ｓｉｇｎ", "sign"), ("〈答复〉", "answer"),
        ("A", "A"), ("a", "A"), ("A类", "A"), ("Ｂ类", "B"), ("已解决", "A"), ("采纳", "A"),
        ("adopted", "A"),
        // A label that is another thing's name means that other thing.
        ("结案", "结案"),
    ])
    func aWordMeansOneThing(_ word: String, _ name: String) {
        #expect(Self.events.meaning(of: word) == .name(name))
    }

    @Test func aLabelOfTwoThingsMeansBoth() {
        #expect(
            Self.events.meaning(of: "终止")
                == .several([
                    .init("stop", Label("终止", "Stop")), .init("halt", Label("终止", "Halt")),
                ]))
    }

    @Test(arguments: [
        ("签受", ["sign_for", "sign"]), ("sing", ["sign"]), ("answre", ["answer"]),
        ("signfro", ["sign_for"]),
        ("xyz", []), ("", []), ("收", []), ("、", []), ("完全不同的词", []),
    ])
    func aMisspeltWordIsNearWhatWasMeant(_ word: String, _ near: [String]) {
        #expect(Self.events.meaning(of: word) == .unknown(near: Self.terms(near)))
    }

    private static func terms(_ names: [String]) -> [Remedy.Term] {
        names.compactMap { name in Self.events.terms.first { $0.name == name } }
    }

    @Test(arguments: [
        ("list", "list", 0), ("lsit", "list", 1), ("lst", "list", 1), ("lists", "list", 1),
        ("lust", "list", 1), ("lxyt", "list", 2), ("abcd", "list", 3), ("", "ab", 2),
        ("签收", "签发", 1), ("ca", "abc", 3),
    ])
    func distanceCountsSlips(_ first: String, _ second: String, _ slips: Int) {
        #expect(Spelling.distance(first, second, atMost: 2) == slips)
        #expect(Spelling.distance(second, first, atMost: 2) == slips)
    }
}
