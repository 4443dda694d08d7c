// SPDX-License-Identifier: Apache-2.0

/// The same short statement in Chinese and in English.
package struct Bilingual: Sendable, Hashable {
    package var zh: String
    package var en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// A value read from a letter, with the words it was read from.
package struct Read<T: Sendable & Hashable>: Sendable, Hashable {
    package var value: T
    /// The letter's own words, verbatim, line breaks included.
    package var source: String
    /// From 0 (a guess) to 1 (cannot be read otherwise).
    package var confidence: Double

    package init(value: T, source: String, confidence: Double) {
        self.value = value
        self.source = source
        self.confidence = confidence
    }
}

/// An office that gets a copy of the letter, and how many.
package struct LetterCopy: Sendable, Hashable {
    package var office: String
    /// 1 where the letter gives no count.
    package var copies: Int

    package init(office: String, copies: Int) {
        self.office = office
        self.copies = copies
    }
}

/// What a reply letter says about itself.
///
/// A field that the letter does not carry is nil.
package struct LetterFields: Sendable, Hashable {
    /// 发文字号, with 〔〕 and no spaces.
    package var docNumber: Read<String>?
    /// The class of the result: A, B, C, D, or with a digit, as A1.
    package var replyType: Read<String>?
    /// 人大 or 政协.
    package var body: Read<String>?
    /// The congress or conference session as the letter spells it, without spaces.
    package var session: Read<String>?
    /// The item's number without leading zeros, where it is all digits.
    package var number: Read<Int>?
    /// The item's number where it is not all digits, as B-12 or 12、13.
    package var numberText: Read<String>?
    /// The item's own title, without quotation marks or book marks.
    package var title: Read<String>?
    /// The persons or bodies that filed the item, without 代表, 委员 or 等N名.
    package var proposers: Read<[String]>?
    /// The office that answers for the item.
    package var leadOffice: Read<String>?
    /// The offices that handled the item with it.
    package var coOffices: Read<[String]>?
    package var signer: Read<String>?
    package var contact: Read<String>?
    /// As spelt, its digits in half width.
    package var phone: Read<String>?
    /// 公开属性 as spelt, as 主动公开.
    package var disclosure: Read<String>?
    package var copies: Read<[LetterCopy]>?
    /// The day of signature, ISO 8601.
    package var date: Read<String>?

    package init() {}
}

/// The fields of a letter and what a reader of them should know.
package struct LetterReading: Sendable {
    package var fields: LetterFields
    package var remarks: [Bilingual]

    package init(fields: LetterFields, remarks: [Bilingual]) {
        self.fields = fields
        self.remarks = remarks
    }
}

/// What came of reading a text: a letter, or the reason why it is none.
package enum LetterOutcome: Sendable {
    case letter(LetterReading)
    case notALetter(reason: Bilingual)
}
