// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import CaseadmText

/// Reads a YAML file of fields: one document, a map of names and values.
///
/// - A value is a text, a list, a record (a map of texts), or a list of texts and records.
/// - Every text stays as it is written, quoted or not: `2025-03-10`, `007` and `true` are not turned
///   into dates, numbers and booleans and back, because a case must show what somebody wrote.
/// - `name:` without a value empties the field.
/// - Whatever else YAML has would change what is read without showing it, and is refused: anchors,
///   aliases, merge keys, tags, a name written twice, `~` and `null`, a second document.
package enum FieldFile {
    /// The fields of the file's text; throws a usage error that names the file and the line.
    ///
    /// - Parameter anyName: the names are no fields, and may be any text.
    package static func fields(
        _ text: String, file: String, anyName: Bool = false
    ) throws(Failure) -> [String: V1.Value] {
        do throws(FieldFault) {
            let reader = FieldReader(events: YAMLEvents(text), anyName: anyName)
            return try reader.fields()
        } catch {
            throw .usage(
                Text(
                    zh: "\(file) 第\(error.line)行:\(error.text.zh)。",
                    en: "\(file), line \(error.line): \(error.text.en)"))
        }
    }
}

/// Why a file of fields cannot be read.
private struct FieldFault: Error {
    var line: Int
    var text: Text

    init(_ line: Int, zh: String, en: String) {
        self.line = line
        self.text = Text(zh: zh, en: en)
    }
}

/// Goes through the events of one file.
private struct FieldReader: ~Copyable {
    let events: YAMLEvents
    let anyName: Bool

    func fields() throws(FieldFault) -> [String: V1.Value] {
        guard case .documentBegins = try self.next().kind else { return [:] }
        let root = try self.next()
        if case .scalar("", isPlain: true) = root.kind { return [:] }
        guard case .mapBegins = root.kind else { throw FieldFault.noMap(root.line) }
        var fields: [String: V1.Value] = [:]
        while let (name, line) = try self.name() {
            guard fields[name] == nil else { throw FieldFault.twice(name, line) }
            fields[name] = try self.value()
        }
        guard case .documentEnds = try self.next().kind else { throw FieldFault.noMap(root.line) }
        let last = try self.next()
        guard case .end = last.kind else {
            throw FieldFault(
                last.line, zh: "文件只能有一个 YAML 文档:请去掉 --- 以后的内容,或分成几个文件",
                en: "the file must hold one YAML document: remove what follows ---, or divide it")
        }
        return fields
    }

    /// The name before a colon; nil at the end of the map.
    private func name() throws(FieldFault) -> (String, line: Int)? {
        let event = try self.next()
        switch event.kind {
        case .mapEnds: return nil
        case .scalar("<<", isPlain: true):
            throw FieldFault(
                event.line, zh: "不支持合并(<<):请把各项写出来",
                en: "merging (<<) is not supported: write the fields out")
        case .scalar(let name, _) where self.anyName || FieldArguments.isName(name):
            return (name, event.line)
        case .scalar(let name, _):
            throw FieldFault(
                event.line, zh: "“\(name)”不是内容的名称:名称由字母、数字和 _ 组成,后接冒号和空格",
                en: "'\(name)' is not a field name: names are letters, digits and _, and are "
                    + "followed by a colon and a space")
        default:
            throw FieldFault(
                event.line, zh: "名称应为文字", en: "a name must be text")
        }
    }

    private func value() throws(FieldFault) -> V1.Value {
        let event = try self.next()
        switch event.kind {
        case .scalar: return V1.Value(kind: .text(try self.text(event)))
        case .mapBegins: return V1.Value(kind: .record(try self.record()))
        case .listBegins: return V1.Value(kind: .list(V1.ValueList(items: try self.items())))
        default: throw FieldFault.tooDeep(event.line)
        }
    }

    private func items() throws(FieldFault) -> [V1.ValueItem] {
        var items: [V1.ValueItem] = []
        while true {
            let event = try self.next()
            switch event.kind {
            case .listEnds: return items
            case .scalar: items.append(V1.ValueItem(kind: .text(try self.text(event))))
            case .mapBegins: items.append(V1.ValueItem(kind: .record(try self.record())))
            default: throw FieldFault.tooDeep(event.line)
            }
        }
    }

    private func record() throws(FieldFault) -> V1.Record {
        var fields: [String: String] = [:]
        while let (name, line) = try self.name() {
            guard fields[name] == nil else { throw FieldFault.twice(name, line) }
            let event = try self.next()
            guard case .scalar = event.kind else { throw FieldFault.tooDeep(event.line) }
            fields[name] = try self.text(event)
        }
        return V1.Record(fields: fields)
    }

    private func text(_ event: YAMLEvent) throws(FieldFault) -> String {
        guard case .scalar(let text, let isPlain) = event.kind else {
            throw FieldFault.tooDeep(event.line)
        }
        guard !isPlain || !FieldReader.nothings.contains(text) else {
            throw FieldFault(
                event.line, zh: "\(text) 在 YAML 中表示“无”:要清空请不写值,确为文字请加引号",
                en: "\(text) means nothing in YAML: write no value to empty the field, or quote "
                    + "the word")
        }
        return text
    }

    /// What YAML reads as no value unless it is quoted.
    private static let nothings: Set = ["~", "null", "Null", "NULL"]

    /// The next event, unless it is one whose meaning stands elsewhere.
    private func next() throws(FieldFault) -> YAMLEvent {
        let event: YAMLEvent
        do throws(YAMLFault) {
            event = try self.events.next()
        } catch {
            throw FieldFault(
                error.line, zh: "不是有效的 YAML(\(error.problem));值中有“: ”“ #”或以 [ { \" 等开头时请加引号",
                en: "this is not YAML: \(error.problem); quote a value that contains ': ' or "
                    + "' #' or begins with a mark such as [ { or \"")
        }
        if case .alias = event.kind { throw FieldFault.named(event.line) }
        guard !event.hasAnchor else { throw FieldFault.named(event.line) }
        guard !event.hasTag else {
            throw FieldFault(
                event.line, zh: "不支持类型标记(!):值照原文读取,请去掉标记,或给以 ! 开头的文字加引号",
                en: "tags (!) are not supported: values are read as written; remove the tag, or "
                    + "quote a text that begins with !")
        }
        return event
    }
}

extension FieldFault {
    fileprivate static func noMap(_ line: Int) -> FieldFault {
        FieldFault(
            line, zh: "应为“名称: 值”的各行(半角冒号,后接空格)",
            en: "must be lines of 'name: value' (an ASCII colon, then a space)")
    }

    fileprivate static func twice(_ name: String, _ line: Int) -> FieldFault {
        FieldFault(
            line, zh: "“\(name)”写了两次;多个值请写成 [甲, 乙]",
            en: "'\(name)' is given twice; write several values as [A, B]")
    }

    fileprivate static func tooDeep(_ line: Int) -> FieldFault {
        FieldFault(
            line, zh: "嵌套过深:值是文字、列表、一组“名称: 文字”,或这样各组的列表",
            en: "nested too deep: a value is a text, a list, a record of 'name: text', or a list "
                + "of such records")
    }

    fileprivate static func named(_ line: Int) -> FieldFault {
        FieldFault(
            line, zh: "不支持锚点和引用(& *):请把值写出来,或给以 & * 开头的文字加引号",
            en: "anchors and aliases (& *) are not supported: write the value out, or quote a text "
                + "that begins with & or *")
    }
}
