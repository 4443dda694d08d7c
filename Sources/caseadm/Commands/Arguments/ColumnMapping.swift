// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// What columns of a list are, where their words do not say so.
struct ColumnMapping: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What a column is: a field, a role, EVENT_on or state; nothing: passed over. / 列的含义",
            valueName: "heading=name"))
    var map: [String] = []
    @Option(
        help: "A file of such lines, 'heading: name', kept for the next list. / 列对照文件",
        completion: .file())
    var mapping: String?
    @Option(
        name: .customLong("save-mapping"),
        help: "Write how the columns were read into such a file. / 保存列对照", completion: .file())
    var saved: String?

    /// Heading → what it is; what is typed wins over the file.
    func read() throws(Failure) -> [String: String] {
        var all: [String: String] = [:]
        if let mapping {
            let fields = try FieldFile.fields(
                try FileReading.text(mapping), file: mapping, anyName: true)
            for (name, value) in fields {
                switch value.kind {
                case .text(let text)?: all[name] = text
                case nil: all[name] = ""
                default:
                    throw .usage(
                        Text(
                            zh: "\(mapping):“\(name)”应对应一个名称。",
                            en: "\(mapping): “\(name)” must be one name"))
                }
            }
        }
        for pair in map {
            guard let equals = pair.firstIndex(where: { $0 == "=" || $0 == "=" }),
                equals != pair.startIndex
            else {
                throw .usage(
                    Text(
                        zh: "“\(pair)”不是 列名=名称 的形式。",
                        en: "'\(pair)' is not of the form heading=name"))
            }
            all[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
        }
        return all
    }

    /// Writes how the columns of a table were read.
    func save(_ columns: [V1.TableColumn]) throws(Failure) {
        guard let saved else { return }
        var text = "# 列名: 名称 (caseadm import … --mapping \(FileReading.name(saved)))\n"
        for column in columns where !column.name.isEmpty {
            text += "\(column.name.quoted): \(column.means)\n"
        }
        let file = try AsideFile(beside: saved)
        try file.write(Array(text.utf8))
        try file.keep(as: saved, replacing: true)
    }
}

extension String {
    /// As YAML takes any text.
    fileprivate var quoted: String {
        var text = "\""
        for character in self {
            if character == "\"" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return text + "\""
    }
}
