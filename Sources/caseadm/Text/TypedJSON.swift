// SPDX-License-Identifier: Apache-2.0
import CaseProto

// On the wire a whole number is a text of digits; in JSON it is a number. Only the field's type
// says which texts are meant.

extension JSONValue {
    /// The number that a text of digits is; everything else as it is.
    var whole: JSONValue {
        guard case .string(let text) = self, let number = Int64(text) else { return self }
        return .integer(number)
    }
}

extension V1.Case {
    /// The case's JSON with the values of integer fields as numbers.
    var typedJSON: JSONValue {
        guard case .object(let members) = json else { return json }
        let typed = JSONValue.array(fields.map(\.typedJSON))
        return .object(
            JSONObject(members.map { ($0.name, $0.name == "fields" ? typed : $0.value) }))
    }
}

extension V1.CaseField {
    fileprivate var typedJSON: JSONValue {
        guard type == "integer", case .object(let members) = json else { return json }
        return .object(
            JSONObject(members.map { ($0.name, $0.name == "value" ? $0.value.whole : $0.value) }))
    }
}
