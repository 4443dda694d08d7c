// SPDX-License-Identifier: Apache-2.0
package import CaseProto

extension V1.Notice {
    /// A morning's list with only those of its lines that name one of these cases.
    ///
    /// A section says how many of its lines are left, of how many; one without any goes. What says that there are
    /// more lines than the list holds stays: nobody knows whose those are.
    package func only(cases: Set<String>) -> V1.Notice {
        var notice = self
        notice.text = text.map {
            V1.Label(
                zh: Self.chosen($0.zh, cases, none: "筛选方案中的案件,今日无事项。"),
                en: Self.chosen($0.en, cases, none: "Nothing is due in the cases of the view."))
        }
        return notice
    }

    private static func chosen(_ text: String, _ cases: Set<String>, none: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var blocks = lines.split(separator: "", omittingEmptySubsequences: true)
            .map { $0.map(String.init) }
        let isSection = blocks.map {
            $0.count > 1 && $0.dropFirst().allSatisfy { $0.hasPrefix("  ") }
        }
        for index in blocks.indices where isSection[index] {
            blocks[index] = section(blocks[index], cases)
        }
        let isLeft = blocks.indices.contains { isSection[$0] && !blocks[$0].isEmpty }
        if !isLeft, !blocks.isEmpty { blocks[0].append(none) }
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    /// The heading, how many of how many, and the lines that are left; nothing where none are.
    private static func section(_ lines: [String], _ cases: Set<String>) -> [String] {
        let rest = lines.last.flatMap { $0.hasPrefix("  …") ? $0 : nil }
        let items = lines.dropFirst().dropLast(rest == nil ? 0 : 1)
        let left = items.filter { line in
            // Its own comes first; a title may name others.
            line.firstMatch(of: /[A-Z]+-[0-9]{4}-[0-9]{6,}/)
                .map { cases.contains(String($0.output)) } ?? false
        }
        guard !left.isEmpty || rest != nil else { return [] }
        let heading = lines[0].split(separator: "(", maxSplits: 1)
        let counted = heading.count == 2 ? "\(heading[0])(\(left.count)/\(heading[1])" : lines[0]
        return [counted] + left + [rest].compactMap(\.self)
    }
}
