// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import CaseadmText

/// Reads a file of fields: `name: value` lines, lists as `- item` lines below `name:`.
///
/// This is the plain part of YAML. Lines that begin with `#` and empty lines are passed over;
/// quotes around a value are taken off.
package enum FieldFile {
    /// The fields of the file's text.
    package static func fields(_ text: String) throws(Failure) -> [String: V1.Value] {
        var fields: [String: V1.Value] = [:]
        var open: String?
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let trimmed = trim(line)
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            if trimmed.hasPrefix("- ") {
                guard let open else { throw fault(index, "- …") }
                var items: [V1.ValueItem] = []
                if case .list(let list)? = fields[open]?.kind { items = list.items }
                items.append(V1.ValueItem(kind: .text(unquoted(trim(trimmed.dropFirst(2))))))
                fields[open] = V1.Value(kind: .list(V1.ValueList(items: items)))
                continue
            }
            guard let colon = trimmed.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }),
                colon != trimmed.startIndex
            else { throw fault(index, String(trimmed)) }
            let name = String(trim(trimmed[..<colon]))
            guard fields[name] == nil else { throw fault(index, name) }
            let value = unquoted(trim(trimmed[trimmed.index(after: colon)...]))
            fields[name] = V1.Value(kind: .text(value))
            open = value.isEmpty ? name : nil
        }
        return fields
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, let first = text.first, first == text.last, "\"'".contains(first)
        else { return String(text) }
        return String(text.dropFirst().dropLast())
    }

    private static func fault(_ index: Int, _ text: String) -> Failure {
        .usage(
            Text(
                zh: "--file 第\(index + 1)行:“\(text)”不是“名称: 值”,或名称重复。",
                en: "--file, line \(index + 1): '\(text)' is not 'name: value', or the name stands "
                    + "twice"))
    }
}
