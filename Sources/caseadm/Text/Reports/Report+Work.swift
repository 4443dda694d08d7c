// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum WorkWords {
    static let none = Text(zh: "没有待送的文书。", en: "No delivery is waiting.")
    static let acknowledged = Text(zh: "已登记%项", en: "Noted: %")
    static let consequences = Text(zh: "同时发生", en: "What happened with it")
    static let attached = Text(zh: "已归卷", en: "On file")
}

extension Report {
    private static let deliveryNames = [
        "id", "case_id", "kind", "label", "recipient", "office", "copies", "status", "made_on",
        "sent_on", "acknowledged_on", "document", "reason", "attempt", "last_error", "next_try",
        "sender", "sender_name",
    ]

    /// Deliveries that went out or must.
    package init(_ list: V1.ListDeliveriesResponse, _ language: Language) {
        let objects = list.deliveries.map(\.json)
        self.init(
            json: .array(objects), csv: CSV(Self.deliveryNames, objects: objects, language))
        guard !list.deliveries.isEmpty else {
            line(WorkWords.none(language))
            return
        }
        table(.deliveries(list.deliveries, withCase: true, language))
    }

    /// Deliveries that were ticked off, and what followed.
    package init(_ answer: V1.AckDeliveryResponse, _ language: Language) {
        let objects = answer.deliveries.map(\.json)
        self.init(json: answer.json, csv: CSV(Self.deliveryNames, objects: objects, language))
        line(WorkWords.acknowledged.filled(String(answer.deliveries.count), language))
        if !answer.deliveries.isEmpty {
            table(.deliveries(answer.deliveries, withCase: true, language))
        }
        if !answer.consequences.isEmpty {
            heading(WorkWords.consequences(language))
            table(.consequences(answer.consequences, language))
        }
    }

    /// A document that was put on file.
    package init(_ document: V1.Document, _ language: Language) {
        self.init(
            json: document.json,
            csv: CSV(
                [
                    "id", "case_id", "kind", "label", "name", "size", "sha256", "added_on",
                    "added_by", "number",
                ], objects: [document.json], language))
        line("\(WorkWords.attached(language))  \(document.caseId)")
        table(.documents([document], language))
    }
}
