// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import CaseadmText

/// Reads `key=value` arguments into field values.
///
/// - `key=value` is text, also when it holds commas; the daemon divides it at 、 where the rulebook
///   has a list.
/// - `key=A key=B` is a list; there each value is divided at 、 too.
/// - `key=` empties the field.
/// - `key=@FILE` is the text of a file; `key=@@x` is the text `@x`.
/// - `key=@FILE.csv` is a list of records: the first line names their parts.
/// - `key={a=1,b=2}` is a record; repeated, a list of records.
package enum FieldArguments {
    /// The fields of these arguments; `read` gives the text of a file.
    package static func fields(
        _ arguments: [String], read: (String) throws(Failure) -> String = FileReading.text
    ) throws(Failure) -> [String: V1.Value] {
        var values: [String: [String]] = [:]
        var tables: [String: V1.Value] = [:]
        for argument in arguments {
            let (key, typed) = try pair(argument)
            if typed.hasPrefix("@"), !typed.hasPrefix("@@"), typed.hasSuffix(".csv") {
                let file = String(typed.dropFirst())
                tables[key] = try RecordFile.records(try read(file), file: file)
            } else {
                values[key, default: []].append(try value(typed, read))
            }
        }
        return values.mapValues { value($0) }.merging(tables) { $1 }
    }

    /// Whether an argument is of the form name=value; an equals sign may be of full width.
    static func isPair(_ argument: String) -> Bool { argument.contains(where: isEquals) }

    private static func isEquals(_ character: Character) -> Bool { "=＝".contains(character) }

    /// The two sides of the first equals sign, which may be of full width and have blanks around it.
    package static func pair(_ argument: String) throws(Failure) -> (key: String, value: String) {
        guard let equals = argument.firstIndex(where: isEquals), equals != argument.startIndex
        else {
            throw .usage(
                Text(
                    zh: "“\(argument)”不是 名称=值 的形式。",
                    en: "'\(argument)' is not of the form name=value"))
        }
        let key = String(argument[..<equals]).trimmed
        guard isName(key) else {
            throw .usage(
                Text(
                    zh: "“\(key)”不是内容的名称:名称是界面上显示的字样或括号中的代码。",
                    en: "'\(key)' is no field's name: it is called by its label or by its code"))
        }
        let value = argument[argument.index(after: equals)...]
        // A blank behind the sign belongs to the sign only where one stands before it too.
        let isSpaced = argument[..<equals].last?.isWhitespace ?? false
        return (key, isSpaced ? String(value).trimmed : String(value))
    }

    /// Whether a field can be called so, by its code or by what people read.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.allSatisfy {
                $0.isLetter || $0.isNumber || $0 == " " || "_-.、·/()（）'’".contains($0)
            }
    }

    /// Pairs with different names, such as role=office.
    package static func map(_ arguments: [String]) throws(Failure) -> [String: String] {
        var pairs: [String: String] = [:]
        for argument in arguments {
            let (key, value) = try pair(argument)
            guard pairs.updateValue(value, forKey: key) == nil else {
                throw .usage(
                    Text(zh: "“\(key)”写了两次。", en: "'\(key)' is given twice"))
            }
        }
        return pairs
    }

    private static func value(
        _ typed: String, _ read: (String) throws(Failure) -> String
    ) throws(Failure) -> String {
        guard typed.hasPrefix("@") else { return typed }
        let name = String(typed.dropFirst())
        if name.hasPrefix("@") { return name }
        var text = try read(name)
        if text.last?.isNewline == true { text.removeLast() }
        return text
    }

    private static func value(_ texts: [String]) -> V1.Value {
        if texts.count == 1, let text = texts.first {
            return V1.Value(kind: record(text).map { .record($0) } ?? .text(text))
        }
        var items: [V1.ValueItem] = []
        for text in texts {
            if let record = record(text) {
                items.append(V1.ValueItem(kind: .record(record)))
            } else {
                items += text.split(separator: "、").map { V1.ValueItem(kind: .text(String($0))) }
            }
        }
        return V1.Value(kind: .list(V1.ValueList(items: items)))
    }

    /// `{a=1,b=2}`; nil for everything that only begins like it.
    private static func record(_ text: String) -> V1.Record? {
        guard text.hasPrefix("{"), text.hasSuffix("}"), text.count > 2 else { return nil }
        var fields: [String: String] = [:]
        for part in text.dropFirst().dropLast().split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, !sides[0].isEmpty else { return nil }
            fields[String(sides[0])] = String(sides[1])
        }
        return V1.Record(fields: fields)
    }
}

extension String {
    /// Without white space at either end, of whatever width.
    var trimmed: String {
        guard let first = self.firstIndex(where: { !$0.isWhitespace }),
            let last = self.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
