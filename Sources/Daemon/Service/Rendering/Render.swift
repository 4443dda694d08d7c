// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import WorkCalendar
internal import Workflow

/// Turns the engine's values into messages.
///
/// One for each answer: it knows by which laws, and by their edition of which day, bases are cited.
struct Render {
    let laws: NamedList<Law>?
    let day: Day

    static func label(_ label: Label) -> V1.Label {
        V1.Label(zh: label.zh, en: label.en)
    }

    func basis(_ basis: Basis) -> V1.Basis {
        var message = V1.Basis(law: basis.lawID)
        if case .article(_, let article, let isUnread) = basis {
            message.article = article
            message.unread = isUnread
        }
        let cited = basis.cited(by: self.laws ?? NamedList([]), on: self.day)
        message.text = Render.label(cited)
        return message
    }

    func unmet(_ unmet: Unmet) -> V1.Unmet {
        V1.Unmet(
            code: unmet.code, parameters: unmet.parameters, sentence: Render.label(unmet.sentence),
            mend: unmet.remedies.sentence.map(Render.label), basis: unmet.basis.map(self.basis),
            remedies: unmet.remedies.compactMap(Render.remedy))
    }

    static func value(_ value: Value) -> V1.Value {
        switch value {
        case .text(let text): V1.Value(kind: .text(text))
        case .record(let parts): V1.Value(kind: .record(V1.Record(fields: parts)))
        case .list(let items):
            V1.Value(kind: .list(V1.ValueList(items: items.map(Render.item))))
        }
    }

    private static func item(_ value: Value) -> V1.ValueItem {
        switch value {
        case .text(let text): V1.ValueItem(kind: .text(text))
        case .record(let parts): V1.ValueItem(kind: .record(V1.Record(fields: parts)))
        case .list: V1.ValueItem(kind: .text(value.line))
        }
    }

    /// A value from the wire.
    ///
    /// An unset one is empty text.
    static func value(_ message: V1.Value) -> Value {
        switch message.kind {
        case .text(let text): .text(text)
        case .record(let record): .record(record.fields)
        case .list(let list):
            .list(
                list.items.map { item in
                    switch item.kind {
                    case .text(let text): .text(text)
                    case .record(let record): .record(record.fields)
                    case nil: .text("")
                    }
                })
        case nil: .text("")
        }
    }

    static func values(_ messages: [String: V1.Value]) -> [String: Value] {
        messages.mapValues { Render.value($0) }
    }
}
