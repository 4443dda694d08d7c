// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// The public file as pages that a web site shows as they are: no script, nothing from elsewhere.
package enum PublicPages {
    /// What a page leads to beside itself.
    package struct Original: Sendable, Hashable {
        /// The name of the file, in the page's own folder; nil where it is not published.
        package let name: String?
        /// The text in it; nil where it could not be read.
        package let text: String?

        /// A file beside the page.
        package init(name: String?, text: String?) {
            self.name = name
            self.text = text
        }
    }

    /// The page of all that is published, newest first; each leads to its own.
    package static func index(
        _ texts: [V1.PublicText], on today: String, _ language: Language
    ) -> String {
        let title = Text(zh: "公开与公示", en: "Published")(language)
        let columns = [
            Text(zh: "公开日期", en: "Published"), Words.title, Text(zh: "种类", en: "Kind"),
            Text(zh: "编号", en: "Number"), Words.office, Text(zh: "公示至", en: "Until"),
        ]
        let rows = texts.sorted { ($0.publishedOn, $0.caseId) > ($1.publishedOn, $1.caseId) }
            .map { text in
                let link = "\(text.caseId)/index.html".escapedLink
                let cells = [
                    text.publishedOn, "<a href=\"\(link)\">\(text.title.visible.escapedHTML)</a>",
                    text.workflowLabel.text(language, else: text.workflow).visible.escapedHTML,
                    text.number.visible.escapedHTML, text.office.visible.escapedHTML, text.until,
                ]
                return "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
            }
        let none = Text(zh: "目前没有公开的内容。", en: "Nothing is published now.")(language)
        let table =
            rows.isEmpty
            ? "<p>\(none)</p>"
            : "<table>\n<tr>"
                + columns.map { "<th>\($0(language).escapedHTML)</th>" }.joined() + "</tr>\n"
                + rows.joined(separator: "\n") + "\n</table>"
        let as_of = Text(zh: "截至 %", en: "As of %").filled(today, language)
        return page(title, "<h1>\(title)</h1>\n\(table)\n<p>\(as_of)</p>", language)
    }

    /// One text.
    package static func page(
        of text: V1.PublicText, _ original: Original, _ language: Language
    ) -> String {
        var facts: [(String, String)] = [
            (
                Text(zh: "种类", en: "Kind")(language),
                text.workflowLabel.text(language, else: text.workflow)
            ),
            (Words.office(language), text.office),
            (Text(zh: "公开日期", en: "Published")(language), text.publishedOn),
        ]
        if !text.until.isEmpty {
            let basis = text.basis.text(language)
            facts.append(
                (
                    Text(zh: "公示至", en: "Until")(language),
                    basis.isEmpty
                        ? text.until
                        : Text(zh: "\(text.until)(\(basis))", en: "\(text.until) (\(basis))")(
                            language)
                ))
        }
        for fact in text.facts {
            facts.append((fact.label.text(language), fact.value.text(language)))
        }
        let rows = facts.filter { !$0.1.isEmpty }.map { name, value in
            "<tr><th>\(name.visible.escapedHTML)</th><td>\(value.visible.escapedHTML)</td></tr>"
        }
        let lines = (original.text ?? "").split { $0.isNewline }.map(String.init)
        let body = lines.filter { line in line.contains { !$0.isWhitespace } }
            .map { "<p>\($0.visible.escapedHTML)</p>" }
        let file = Text(zh: "原文", en: "The text as it was filed")(language)
        let back = Text(zh: "返回目录", en: "Back to the list")(language)
        let title = text.title.visible.escapedHTML
        let link = original.name.map { "<a href=\"\($0.escapedLink)\">\(file)</a> " } ?? ""
        return page(
            title,
            """
            <h1>\(title)</h1>
            <table class="facts">
            \(rows.joined(separator: "\n"))
            </table>
            \(body.joined(separator: "\n"))
            <p>\(link)<a href="../index.html">\(back)</a></p>
            """, language)
    }

    private static func page(_ title: String, _ body: String, _ language: Language) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language == .zh ? "zh-CN" : "en")">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(title)</title>
        <style>
        body { max-width: 60em; margin: 2em auto; padding: 0 1em; line-height: 1.7; font-family: serif; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border: 1px solid #999; padding: 0.3em 0.6em; text-align: left; vertical-align: top; }
        .facts th { width: 9em; }
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }
}
