// SPDX-License-Identifier: Apache-2.0
package import CaseProto

extension Report {
    /// One line of the history, as a watch writes it.
    package init(_ event: V1.WatchEvent, _ language: Language) {
        let item = event.line ?? V1.HistoryLine()
        var members: [(String, JSONValue)] = []
        if case .object(let object) = item.json { members = object.map { ($0.name, $0.value) } }
        let json = JSONValue.object(
            JSONObject(
                members + [("workflow", .string(event.workflow)), ("title", .string(event.title))]))
        self.init(
            json: json,
            csv: CSV(V1.HistoryLine.columns + ["workflow", "title"], objects: [json], language))
        let parts = [
            "#\(item.sequence)", item.day(language), item.caseId, item.name(language),
            item.states(language),
            [
                item.actorOfficeName.isEmpty ? item.actorOffice : item.actorOfficeName,
                item.actorName,
            ].filter { !$0.isEmpty }.joined(separator: " "),
        ]
        line(parts.filter { !$0.isEmpty }.joined(separator: "  "))
    }
}
