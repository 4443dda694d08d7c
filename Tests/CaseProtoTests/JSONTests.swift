// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Foundation
import Testing

@Suite("JSON")
struct JSONTests {
    @Test("an empty message prints every scalar, list and map, and no unset message")
    func emptyMessageIsComplete() {
        #expect(
            V1.ActRequest().json.compactText
                == #"{"case_id":"","event":"","fields":{},"happened_on":"","record":false,"#
                + #""for_office":"","note":"","request_id":"","roles":{},"dry_run":false}"#)
        #expect(
            V1.Basis().json.compactText == #"{"law":"","article":"","unread":false}"#)
        #expect(V1.Command().json.compactText == "{}")
        #expect(V1.WhoAmIRequest().json.compactText == "{}")
    }

    @Test("set optional fields, oneof members and enums print under their own names")
    func setFieldsPrint() {
        #expect(V1.HistoryLine(version: 0).json.compactText.contains(#""version":0"#))
        let outcome = V1.Outcome(kind: .refusal(V1.Refusal(code: "permission")))
        #expect(
            outcome.json.compactText
                == #"{"refusal":{"code":"permission","unmet":[],"possible":[],"possible_labels":[]}}"#
        )
        #expect(
            HealthV1.HealthCheckResponse(status: .notServing).json.compactText
                == #"{"status":"NOT_SERVING"}"#)
        #expect(
            HealthV1.HealthCheckResponse(status: .unrecognized(9)).json.compactText
                == #"{"status":9}"#)
        #expect(
            V1.AttachRequest(kind: .chunk([1, 2])).json.compactText == #"{"chunk":"AQI="}"#)
        #expect(
            V1.CheckRequest(files: ["b": [], "a": [255]]).json.compactText
                == #"{"files":{"a":"/w==","b":""}}"#)
    }

    @Test("values print as plain JSON, an unset one as null")
    func valuesPrintPlain() {
        let record = V1.Record(fields: ["b": "2", "a": "1"])
        let list = V1.ValueList(items: [
            V1.ValueItem(kind: .text("x")), V1.ValueItem(kind: .record(record)), V1.ValueItem(),
        ])
        #expect(V1.Value().json == .null)
        #expect(V1.Value(kind: .text("提案")).json == .string("提案"))
        #expect(V1.Value(kind: .record(record)).json.compactText == #"{"a":"1","b":"2"}"#)
        #expect(
            V1.Value(kind: .list(list)).json.compactText == #"["x",{"a":"1","b":"2"},null]"#)
        #expect(V1.Label(zh: "是", en: "yes").json.compactText == #"{"zh":"是","en":"yes"}"#)
    }

    @Test("keys stand in the order of the file")
    func keysKeepFileOrder() throws {
        guard case .object(let members) = V1.Label().json else {
            Issue.record("a message must be an object")
            return
        }
        #expect(members.map(\.name) == ["zh", "en"])
        #expect(members["en"] == .string(""))
        #expect(members["fr"] == nil)
    }

    @Test("text is escaped where JSON wants it and otherwise kept")
    func textIsEscaped() {
        let text = "\"\\/\u{8}\u{9}\u{A}\u{C}\u{D}\u{0}\u{1F}\u{7F}é中😀\u{2028}"
        #expect(
            JSONValue.string(text).compactText
                == #""\"\\/\b\t\n\f\r\u0000\u001f\u007fé中😀"# + "\u{2028}\"")
    }

    @Test("pretty text has two spaces a level and closed empty brackets")
    func prettyTextIsIndented() {
        let value = JSONValue.object([
            ("a", .array([.integer(1), .bool(true), .null])), ("b", .array([])),
            ("c", .object([:])), ("d", .number(0.5)),
        ])
        #expect(
            value.prettyText == """
                {
                  "a": [
                    1,
                    true,
                    null
                  ],
                  "b": [],
                  "c": {},
                  "d": 0.5
                }
                """)
        #expect(value.compactText == #"{"a":[1,true,null],"b":[],"c":{},"d":0.5}"#)
    }

    @Test(
        "numbers that JSON lacks are strings",
        arguments: [
            (Double.nan, "\"NaN\""), (.infinity, "\"Infinity\""), (-.infinity, "\"-Infinity\""),
            (1e300, "1e+300"), (-0.0, "-0.0"), (.leastNonzeroMagnitude, "5e-324"),
        ])
    func strangeNumbersPrint(number: Double, text: String) {
        #expect(JSONValue.number(number).compactText == text)
    }

    @Test(
        "bytes of every length print as base64",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ])
    func bytesPrintAsBase64(bytes: String, text: String) {
        let request = V1.ImportLetterRequest(content: Array(bytes.utf8))
        #expect(request.json.compactText.contains("\"content\":\"\(text)\""))
    }

    @Test("what we print, compact and pretty, Foundation reads as the same")
    func foundationReadsOurText() throws {
        let request = V1.OpenRequest(
            workflow: "提案\u{0}\"", fields: ["a": V1.Value(), "b": V1.Value(kind: .text("\n"))],
            facts: [V1.Fact(event: "e")])
        let compact = try JSONSerialization.jsonObject(with: Data(request.json.compactText.utf8))
        let pretty = try JSONSerialization.jsonObject(with: Data(request.json.prettyText.utf8))
        let object = try #require(compact as? NSDictionary)
        #expect(object == (pretty as? NSDictionary))
        #expect(object["workflow"] as? String == "提案\u{0}\"")
    }
}
