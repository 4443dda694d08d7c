// SPDX-License-Identifier: Apache-2.0

import Letters
import Testing

/// A letter's form, invented, with all that it says.
struct Form: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var want: [String: String]
    var testDescription: String { name }
}

/// The forms in which letters are written around the country, one by one.
@Suite struct FormTests {
    @Test(arguments: suggestionForms + proposalForms + regionalForms + mixedForms + damagedForms)
    func formIsReadWhole(_ form: Form) {
        let got = flat(form.text)
        #expect(got == form.want, "\(form.name)\n\(difference(got, form.want))")
    }

    @Test(arguments: otherTexts) func otherTextIsNoLetter(_ form: Form) throws {
        guard case .notALetter(let reason) = LetterReader().read(form.text) else {
            Issue.record("\(form.name) was taken for a letter: \(flat(form.text))")
            return
        }
        #expect(!reason.zh.isEmpty && !reason.en.isEmpty)
        if let word = form.want["reason"] { #expect(reason.zh.contains(word), "\(reason.zh)") }
    }

    @Test func bytesThatAreNotUTF8AreRefusedWithTheConversion() {
        let gb18030: [UInt8] = [0xB9, 0xD8, 0xD3, 0xDA, 0xBD, 0xA8, 0xD2, 0xE9, 0x0A]
        #expect(LetterReader.decode(gb18030) == nil)
        guard case .notALetter(let reason) = LetterReader().read(bytes: gb18030) else {
            Issue.record("GB18030 was read")
            return
        }
        #expect(reason.zh.contains("iconv") && reason.en.contains("iconv"))
    }

    @Test func byteOrderMarkIsSkipped() {
        #expect(LetterReader.decode([0xEF, 0xBB, 0xBF, 0x41]) == "A")
    }

    @Test func disagreeingNumbersAreRemarkedUpon() {
        let text = """
            关于市三届人大二次会议第12号建议的答复
            林示例代表：
            您提出的《关于示例的建议》（第13号）收悉。现答复如下：
            示例。
            """
        guard case .letter(let reading) = LetterReader().read(text) else {
            Issue.record("no letter")
            return
        }
        #expect(reading.fields.number?.value == 12)
        #expect((reading.fields.number?.confidence ?? 1) < 0.7)
        #expect(reading.remarks.contains { $0.en.contains("differ") })
    }
}
