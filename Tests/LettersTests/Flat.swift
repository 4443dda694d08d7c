// SPDX-License-Identifier: Apache-2.0

import Letters

/// Fields as a flat table of strings, so that a test says all that a letter says and nothing else.
func flat(_ fields: LetterFields) -> [String: String] {
    var table: [String: String] = [:]
    table["doc"] = fields.docNumber?.value
    table["type"] = fields.replyType?.value
    table["body"] = fields.body?.value
    table["session"] = fields.session?.value
    table["number"] = (fields.number?.value).map(String.init)
    table["numberText"] = fields.numberText?.value
    table["title"] = fields.title?.value
    table["by"] = fields.proposers?.value.joined(separator: "|")
    table["lead"] = fields.leadOffice?.value
    table["co"] = fields.coOffices?.value.joined(separator: "|")
    table["signer"] = fields.signer?.value
    table["contact"] = fields.contact?.value
    table["phone"] = fields.phone?.value
    table["open"] = fields.disclosure?.value
    table["copies"] = fields.copies?.value.map { "\($0.office)*\($0.copies)" }.joined(
        separator: "|")
    table["date"] = fields.date?.value
    return table
}

func flat(_ text: String) -> [String: String] {
    switch LetterReader().read(text) {
    case .letter(let reading): flat(reading.fields)
    case .notALetter(let reason): ["notALetter": reason.zh]
    }
}

/// Every source and confidence of a reading.
func sources(_ fields: LetterFields) -> [(source: String, confidence: Double)] {
    let words = [
        fields.docNumber, fields.replyType, fields.body, fields.session, fields.numberText,
        fields.title, fields.leadOffice, fields.signer, fields.contact, fields.phone,
        fields.disclosure, fields.date,
    ].compactMap { $0 }.map { (source: $0.source, confidence: $0.confidence) }
    let lists = [fields.proposers, fields.coOffices].compactMap { $0 }.map {
        (source: $0.source, confidence: $0.confidence)
    }
    let number = fields.number.map { [(source: $0.source, confidence: $0.confidence)] } ?? []
    return words + lists + number
}

/// What differs between two tables, for a message one can read.
func difference(_ got: [String: String], _ want: [String: String]) -> String {
    Set(got.keys).union(want.keys).sorted().filter { got[$0] != want[$0] }
        .map { "\($0): got \(got[$0] ?? "-"), want \(want[$0] ?? "-")" }.joined(separator: "\n")
}
