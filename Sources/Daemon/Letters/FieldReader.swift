// SPDX-License-Identifier: Apache-2.0

/// Reads the fields of a text that has been found to be a letter.
struct FieldReader {
    let text: LetterText
    let outline: LetterOutline
    let words: Lexicon
    let offices: OfficeName
    var remarks: [Bilingual] = []

    init(text: LetterText, outline: LetterOutline, words: Lexicon) {
        self.text = text
        self.outline = outline
        self.words = words
        offices = OfficeName(text: text, words: words)
    }

    /// All fields, and the remarks that reading them gave.
    func reading() -> LetterReading {
        var reader = self
        return reader.readAll()
    }

    private mutating func readAll() -> LetterReading {
        var fields = LetterFields()
        let documentNumber = documentNumber()
        fields.docNumber = documentNumber?.read
        fields.replyType = replyType()
        fields.session = session()
        readNumber(into: &fields, except: documentNumber?.range)
        fields.title = title()
        fields.proposers = proposers()
        fields.body = body(session: fields.session)
        readOffices(into: &fields, documentNumber: documentNumber)
        fields.signer = signer()
        fields.contact = contact()
        fields.phone = phone()
        fields.disclosure = disclosure()
        fields.copies = copies()
        fields.date = signedDate()?.read
        remarkAbsent(fields)
        return LetterReading(fields: fields, remarks: remarks)
    }

    private mutating func remarkAbsent(_ fields: LetterFields) {
        if fields.number == nil, fields.numberText == nil {
            remark("信中没有建议或提案的编号。", "The letter gives no number of the item.")
        }
        if fields.session == nil {
            remark("信中没有写明届次。", "The letter names no session.")
        }
        if fields.title == nil {
            remark("信中没有读到建议或提案的标题。", "No title of the item was found in the letter.")
        }
        if fields.leadOffice == nil {
            remark("没有读到答复单位。", "The answering office was not found.")
        }
        if fields.date == nil {
            remark("没有读到成文日期。", "No date of signature was found.")
        }
    }

    mutating func remark(_ zh: String, _ en: String) {
        let remark = Bilingual(zh: zh, en: en)
        if !remarks.contains(remark) { remarks.append(remark) }
    }

    func read(_ range: Range<Int>, confidence: Double) -> Read<String> {
        Read(value: text.plain(range), source: text.source(range), confidence: confidence)
    }

    /// The value's place after a label: to the next label, at most `limit` characters.
    func valueRange(_ hit: LetterOutline.LabelHit, limit: Int) -> Range<Int> {
        let next = outline.nextLabel(after: hit.valueStart)
        return hit.valueStart..<max(hit.valueStart, min(next, hit.valueStart + limit, text.count))
    }
}
