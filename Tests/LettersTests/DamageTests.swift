// SPDX-License-Identifier: Apache-2.0

import Letters
import Testing
import Witness

/// Letters as scanners, converters and accidents leave them.
@Suite struct DamageTests {
    /// Own samples and, where they are at hand, third-party letters, with what they say.
    static func letters() throws -> [(name: String, text: String, want: [String: String])] {
        let samples = try Corpus.samples()
        let seeds = try Corpus.seeds() ?? [:]
        let own = LetterTests.samples.compactMap { name, want in
            samples[name].map { (name: name, text: $0, want: want) }
        }
        let foreign = seeds.compactMap { name, text in
            LetterTests.seeds[String(name.prefix(3))].map { (name: name, text: text, want: $0) }
        }
        return own + foreign
    }

    static func widened(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isDigit = scalar.value >= 0x30 && scalar.value <= 0x39
            view.append(isDigit ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar)
        }
        return String(view).replacing("(", with: "（").replacing(")", with: "）")
    }

    /// Its title would be stored cut.
    @Test func oneNulMakesALetterNoText() throws {
        for letter in try Self.letters() {
            let spoiled = letter.text.replacing("的", with: "\u{0}的", maxReplacements: 1)
            try #require(spoiled != letter.text)
            guard case .notALetter(let reason) = LetterReader().read(spoiled) else {
                Issue.record("\(letter.name) was read")
                continue
            }
            #expect(reason.en.contains("NUL"))
        }
    }

    @Test func harmlessDamageChangesNoField() throws {
        let damages: [(String, @Sendable (String) -> String)] = [
            (
                "markdown removed",
                { $0.replacing("#", with: "").replacing("*", with: "").replacing("---", with: "") }
            ),
            ("windows line ends", { $0.replacing("\n", with: "\r\n") }),
            ("full width", Self.widened),
            ("square brackets", { $0.replacing("〔", with: "[").replacing("〕", with: "]") }),
            ("lenticular brackets", { $0.replacing("〔", with: "【").replacing("〕", with: "】") }),
            ("half-width colons", { $0.replacing("：", with: ":").replacing("，", with: ",") }),
            ("byte order mark", { "\u{FEFF}" + $0 }),
            ("blank lines doubled", { $0.replacing("\n\n", with: "\n\n\n\n") }),
            (
                "blank lines gone",
                { $0.replacing("\n\n", with: "\n").replacing("\n\n", with: "\n") }
            ),
            (
                "labels on their own lines",
                { $0.replacing("联系人：", with: "联系人：\n").replacing("联系电话：", with: "联系电话：\n") }
            ),
            ("indented", { $0.replacing("\n", with: "\n\u{3000}\u{3000}") }),
        ]
        for letter in try Self.letters() {
            for (damage, apply) in damages {
                let got = flat(apply(letter.text))
                #expect(
                    got == letter.want, "\(letter.name), \(damage)\n\(difference(got, letter.want))"
                )
            }
        }
    }

    @Test func linesJoinedKeepWhatIdentifiesTheItem() throws {
        for letter in try Self.letters() {
            for joint in ["", " "] {
                let got = flat(letter.text.replacing("\n", with: joint).replacing("---", with: " "))
                for key in [
                    "doc", "type", "body", "session", "number", "title", "by", "contact", "phone",
                ] {
                    #expect(
                        got[key] == letter.want[key],
                        "\(letter.name), joined with '\(joint)', \(key)")
                }
            }
        }
    }

    @Test func linesSplitAnywhereKeepWhatIdentifiesTheItem() throws {
        for letter in try Self.letters() {
            for width in [17, 23, 31, 40] {
                let got = flat(Self.wrapped(letter.text, width))
                for key in ["doc", "body", "session", "number", "title", "by", "phone", "date"] {
                    #expect(
                        got[key] == letter.want[key], "\(letter.name), wrapped at \(width), \(key)")
                }
            }
        }
    }

    /// Each line broken after `width` characters, as narrow columns do.
    static func wrapped(_ text: String, _ width: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var result = ""
            for (index, character) in line.enumerated() {
                if index > 0, index % width == 0 { result += "\n" }
                result.append(character)
            }
            return result
        }.joined(separator: "\n")
    }

    @Test(.timeLimit(.minutes(60))) func fiveThousandRandomDamagesNeverCrash() throws {
        let texts = try Corpus.samples().sorted { $0.key < $1.key }.map {
            Array($0.value.unicodeScalars)
        }
        let marks = Array(
            "：:《》“”〔〕（）()、，。\n \u{3000}号届次年月日第等份代表委员*#0９\u{0}\u{FFFD}<>|\u{1F600}".unicodeScalars)
        let seed: UInt64 = 20_250_612
        var random = SplitMix(state: seed)
        let reader = LetterReader()
        var letters = 0
        for round in 0..<5_000 {
            var scalars = texts[round % texts.count]
            for _ in 0..<Int.random(in: 1...12, using: &random) where !scalars.isEmpty {
                let place = Int.random(in: 0..<scalars.count, using: &random)
                let mark = marks[Int.random(in: 0..<marks.count, using: &random)]
                switch Int.random(in: 0..<6, using: &random) {
                case 0: scalars.remove(at: place)
                case 1: scalars.insert(mark, at: place)
                case 2: scalars[place] = mark
                case 3: scalars.swapAt(place, scalars.count - 1)
                case 4: scalars.removeSubrange(place..<min(place + 40, scalars.count))
                default: if place % 9 == 0 { scalars.removeSubrange(place...) }
                }
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            let text = String(view)
            guard case .letter(let reading) = reader.read(text) else { continue }
            letters += 1
            for (source, _) in sources(reading.fields) {
                #expect(isWithin(source, scalars), "seed \(seed), round \(round): \(source)")
            }
        }
        print("random damage: seed \(seed), \(letters) of 5000 still letters")
        #expect(letters > 500)
    }

    @Test(arguments: ["联系人：", "抄送：市局、", "2025年1月1日\n", "〔2025〕", "《", "关于", "市局", "代表：", "（", "\n"])
    func longRepetitionsAreReadInTime(_ unit: String) {
        let start = "林示例代表：\n您提出的《关于示例的建议》收悉，现答复如下：\n"
        let text = start + String(repeating: unit, count: 100_000 / unit.utf8.count)
        let elapsed = ProcessorTime.of { _ = LetterReader().read(text) }
        print("100 kB of \(unit.debugDescription): \(elapsed)")
        #expect(elapsed < .seconds(8))
    }

    /// Whether the words of a source stand in the text, compared without blanks and by parts.
    private func isWithin(_ source: String, _ scalars: [Unicode.Scalar]) -> Bool {
        let wanted = Set(source.unicodeScalars).subtracting("、\n".unicodeScalars)
        return wanted.isSubset(of: Set(scalars))
    }
}

/// A small seeded generator, so that a failing round can be run again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
