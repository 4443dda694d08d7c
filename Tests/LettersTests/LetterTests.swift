// SPDX-License-Identifier: Apache-2.0

import Letters
import Testing
import Witness

/// Whole letters: the project's samples, and third-party ones where they are at hand.
@Suite struct LetterTests {
    static let seeds: [String: [String: String]] = [
        "000": [
            "doc": "泉民函〔2025〕41号", "type": "A", "body": "人大", "session": "市十七届人大四次会议",
            "number": "1373", "title": "关于发挥社会组织在基层社会治理中作用的建议", "by": "骆春玲",
            "lead": "泉州市民政局", "co": "市委社会工作部", "signer": "何志宏", "contact": "吴婷婷",
            "phone": "22500679", "open": "主动公开",
            "copies": "市人大常委会人事代表工委*1|市政府督查室*1|市委督查室*1|市委社会工作部*1",
        ],
        "002": [
            "doc": "福民函〔2022〕27号", "body": "人大", "title": "关于进一步促进社会组织创新发展的建议",
            "by": "张冰|刘思宇|张勇", "lead": "福田区民政局", "contact": "张麟", "phone": "82918202",
            "date": "2022-07-28",
        ],
        "003": [
            "body": "政协", "session": "市政协八届六次会议", "number": "189",
            "title": "关于加快社区社会组织培育发展", "by": "社会和法制委", "lead": "市民政局",
            "contact": "晁小艳", "phone": "6687006",
            "copies": "市政协提案委*2|市委市政府督查局*2", "date": "2022-06-30",
        ],
    ]

    static let samples: [String: [String: String]] = [
        "suggestion-reply.txt": [
            "doc": "示民函〔2025〕18号", "type": "B", "body": "人大", "session": "市三届人大二次会议",
            "number": "126", "title": "关于增设老年人助餐点的建议", "by": "林示例",
            "lead": "示例市民政局", "co": "市财政局|市卫生健康委|市示范新区管委会",
            "signer": "周样本", "contact": "吴示范", "phone": "0000-1234567", "open": "主动公开",
            "copies": "市人大常委会代表工委*1|市政府督查室*1|市财政局*1|市卫生健康委*1|市示范新区管委会*1",
            "date": "2025-06-12",
        ],
        "joint-suggestion-no-number.txt": [
            "doc": "样城函〔2024〕7号", "body": "人大", "title": "关于改进示例公园夜间照明的建议",
            "by": "陈示例|王样|欧阳示范", "lead": "样本区城市管理局", "contact": "郑样例",
            "phone": "12345678", "date": "2024-05-09",
        ],
        "proposal-reply-copies.txt": [
            "body": "政协", "session": "市政协四届三次会议", "number": "42",
            "title": "关于完善校门口步行环境", "by": "示例界别小组", "lead": "市样本交通局",
            "contact": "何样本", "phone": "7654321",
            "copies": "市政协示例提案委*2|市委市政府示例督查局*3", "date": "2023-07-03",
        ],
    ]

    @Test func seedLettersAreReadWhole() throws {
        guard let letters = try Corpus.seeds() else { return }
        for (name, text) in letters {
            guard let want = Self.seeds[String(name.prefix(3))] else { continue }
            let got = flat(text)
            #expect(got == want, "\(name)\n\(difference(got, want))")
        }
    }

    @Test func seedsThatAreNoLettersAreRefusedWithAReason() throws {
        guard let letters = try Corpus.seeds() else { return }
        for (name, text) in letters where ["001", "004"].contains(String(name.prefix(3))) {
            guard case .notALetter(let reason) = LetterReader().read(text) else {
                Issue.record("\(name) was taken for a letter")
                continue
            }
            #expect(!reason.zh.isEmpty && !reason.en.isEmpty)
            print("\(name): \(reason.zh) \(reason.en)")
        }
    }

    @Test func sampleLettersAreReadWhole() throws {
        let letters = try Corpus.samples()
        #expect(letters.count == Self.samples.count + 1)
        for (name, want) in Self.samples {
            let got = flat(try #require(letters[name]))
            #expect(got == want, "\(name)\n\(difference(got, want))")
        }
    }

    @Test func sampleNoticeIsNoLetter() throws {
        let text = try #require(try Corpus.samples()["notice-no-letter.txt"])
        #expect(flat(text)["notALetter"]?.contains("通知") == true)
    }

    @Test func sourcesAreTheLettersOwnWords() throws {
        let seeds = try Corpus.seeds() ?? [:]
        for (name, text) in try Corpus.samples().merging(seeds, uniquingKeysWith: { own, _ in own })
        {
            guard case .letter(let reading) = LetterReader().read(text) else { continue }
            for (source, confidence) in sources(reading.fields) {
                #expect(text.contains(source), "\(name): \(source)")
                #expect(confidence > 0 && confidence <= 1)
            }
        }
    }

    @Test func twentyKilobytesAreReadQuickly() throws {
        var text = try #require(try Corpus.samples()["suggestion-reply.txt"])
        let filler = String(repeating: "今年以来，示例市在各街道试开助餐点，菜单每周张贴。\n\n", count: 260)
        text.replace("**二、", with: filler + "**二、")
        #expect(text.utf8.count > 20_000)
        let reader = LetterReader()
        let elapsed = ProcessorTime.of { for _ in 0..<10 { _ = reader.read(text) } } / 10
        print("20 kB letter: \(elapsed)")
        #expect(elapsed < .milliseconds(400))
        for (name, seed) in try Corpus.seeds() ?? [:] {
            print("\(name): \(ProcessorTime.of { _ = reader.read(seed) })")
        }
    }
}
