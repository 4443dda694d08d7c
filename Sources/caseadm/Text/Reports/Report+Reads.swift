// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum ReadWords {
    static let when = Text(zh: "首次时间", en: "First at")
    static let who = Text(zh: "查阅人", en: "Who")
    static let call = Text(zh: "方式", en: "By")
    static let what = Text(zh: "内容", en: "What")
    static let absent = Text(zh: "%(代%)", en: "% (for %)")
    static let none = Text(zh: "没有查阅记录。", en: "Nothing was read.")
    static let more = Text(
        zh: "仅列%条;可用 --limit 列出更多。", en: "These are %; --limit lists more.")
    static let next = Text(
        zh: "仅列%条;--after %继续。", en: "These are %; --after % goes on.")
}

extension Report {
    /// Who read what is restricted.
    package init(_ list: V1.ListReadsResponse, _ language: Language) {
        let objects = list.reads.map(\.json)
        self.init(
            json: .array(objects),
            csv: CSV(
                ["number", "uid", "user_name", "day", "read_at", "call", "for_names", "cases"],
                objects: objects, language))
        guard !list.reads.isEmpty else {
            line(ReadWords.none(language))
            return
        }
        table(.reads(list.reads, language))
        guard list.more, let first = list.reads.first, let last = list.reads.last else { return }
        let words = first.number < last.number ? ReadWords.next : ReadWords.more
        line(words.filled([String(list.reads.count), String(last.number)], language))
    }
}

extension Table {
    fileprivate static func reads(_ reads: [V1.Read], _ language: Language) -> Table {
        Table(
            [Table.Column(Words.number(language), alignsRight: true)]
                + [ReadWords.when, ReadWords.who, ReadWords.call, ReadWords.what].map {
                    Table.Column($0(language))
                },
            rows: reads.map { read in
                let cases = read.cases.map { item in
                    item.names.isEmpty
                        ? item.caseId
                        : "\(item.caseId) (\(item.labels.text(language, else: item.names)))"
                }
                let name = read.userName.isEmpty ? "uid \(read.uid)" : read.userName
                let absent = read.forNames.joined(separator: ", ")
                let who =
                    absent.isEmpty ? name : ReadWords.absent.filled([name, absent], language)
                return [
                    Cell(String(read.number)), Cell(Moment.local(read.readAt)), Cell(who),
                    Cell(read.call), Cell(cases.joined(separator: "; ")),
                ]
            })
    }
}
