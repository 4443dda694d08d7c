// SPDX-License-Identifier: Apache-2.0

/// The parser's complaints, which are English only, as a Chinese reader is told them.
enum UsageWords {
    /// A complaint in Chinese, with the usage below it; one that is not known stays as it is.
    static func chinese(_ message: String) -> String {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, let sentence = said(String(first)) else { return message }
        return (["错误:\(sentence)"] + lines.dropFirst().map(words)).joined(separator: "\n")
    }

    private static func said(_ line: String) -> String? {
        if let found = line.wholeMatch(of: /Error: Unknown option '(.+)'\. Did you mean '(.+)'\?/) {
            return "没有选项“\(found.1)”,是否指 \(found.2)?"
        }
        if let found = line.wholeMatch(of: /Error: Unknown option '(.+)'/) {
            return "没有选项“\(found.1)”"
        }
        if let found = line.wholeMatch(of: /Error: Missing expected argument '(.+)'/) {
            return "缺少 \(found.1)"
        }
        if let found = line.wholeMatch(of: /Error: Missing value for '(.+)'/) {
            return "选项 \(found.1) 缺少值,或值以 - 开头(写成 选项=值)"
        }
        if let found = line.wholeMatch(
            of: /Error: The value '(.*?)' is invalid for '(.+?)'\. Please provide one of (.+)\.?/)
        {
            let values = found.3.matches(of: /'([^']*)'/).map { String($0.1) }
            return "\(found.2) 不能是“\(found.1)”;可为:\(values.joined(separator: "、"))"
        }
        if let found = line.wholeMatch(of: /Error: Unexpected argument '(.+)'/) {
            return "多出“\(found.1)”"
        }
        if let found = line.wholeMatch(of: /Error: (\d+) unexpected arguments: (.+)/) {
            return "多出\(found.1)项:\(found.2)"
        }
        if let found = line.wholeMatch(of: /Error: The value '(.*)' is invalid for '(.+)'(.*)/) {
            return "\(found.2) 不能是“\(found.1)”\(found.3)"
        }
        // The commands' own complaints are in both languages.
        if line.hasPrefix("Error: "), let cut = line.ranges(of: " / ").last {
            return String(line[cut.upperBound...])
        }
        return nil
    }

    private static func words(_ line: Substring) -> String {
        if line.hasPrefix("Usage: ") { return "用法:" + line.dropFirst(7) }
        if line.hasPrefix("Help:  ") {
            guard let cut = line.ranges(of: " / ").last else { return "说明:" + line.dropFirst(7) }
            return "说明:" + line[cut.upperBound...]
        }
        if let found = line.wholeMatch(of: /\s+See '(.+)' for more information\./) {
            return "  详见 \(found.1)"
        }
        return String(line)
    }
}
