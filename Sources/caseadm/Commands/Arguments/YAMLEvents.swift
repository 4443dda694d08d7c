// SPDX-License-Identifier: Apache-2.0
internal import CLibYAML

/// One event of a YAML text: a value, or the beginning or end of what holds values.
struct YAMLEvent {
    /// What the event says.
    enum Kind {
        case scalar(String, isPlain: Bool)
        case listBegins, listEnds
        case mapBegins, mapEnds
        case alias
        case documentBegins, documentEnds
        case end
    }

    /// What the event says.
    var kind: Kind
    /// The line on which it begins, from 1.
    var line: Int
    /// Whether the value is given a name for aliases (`&name`).
    var hasAnchor = false
    /// Whether the value is given a type (`!type`).
    var hasTag = false
}

/// A text that is not YAML.
struct YAMLFault: Error {
    /// The line, from 1.
    var line: Int
    /// The parser's own words.
    var problem: String
}

/// The events of a YAML text as libyaml reads it.
///
/// Events rather than Yams's nodes: they tell anchors, aliases and tags instead of carrying them out,
/// and need no Foundation, which a client that starts for each command can do without.
struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    /// libyaml allocates when it begins, and may find no memory.
    private let hasBegun: Bool

    /// The events of this text.
    init(_ text: String) {
        let utf8 = Array(text.utf8)
        self.bytes = .allocate(capacity: utf8.count)
        _ = self.bytes.initialize(from: utf8)
        self.parser = .allocate(capacity: 1)
        self.hasBegun = yaml_parser_initialize(self.parser) == 1
        yaml_parser_set_encoding(self.parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(self.parser, self.bytes.baseAddress, self.bytes.count)
    }

    deinit {
        yaml_parser_delete(self.parser)
        self.parser.deallocate()
        self.bytes.deallocate()
    }

    /// The next event; after ``YAMLEvent/Kind/end`` there is none.
    ///
    /// - Throws: ``YAMLFault`` at the first place that is not YAML.
    func next() throws(YAMLFault) -> YAMLEvent {
        var event = yaml_event_t()
        repeat {
            guard self.hasBegun, yaml_parser_parse(self.parser, &event) == 1 else {
                throw self.fault
            }
        } while event.type == YAML_STREAM_START_EVENT
        defer { yaml_event_delete(&event) }
        return YAMLEvents.event(event)
    }

    private static func event(_ event: yaml_event_t) -> YAMLEvent {
        let line = Int(event.start_mark.line) + 1
        let data = event.data
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentBegins, line: line)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnds, line: line)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias, line: line)
        case YAML_SCALAR_EVENT:
            let bytes = UnsafeBufferPointer(
                start: data.scalar.value, count: data.scalar.length)
            return YAMLEvent(
                kind: .scalar(
                    String(decoding: bytes, as: UTF8.self),
                    isPlain: data.scalar.style == YAML_PLAIN_SCALAR_STYLE),
                line: line, hasAnchor: data.scalar.anchor != nil, hasTag: data.scalar.tag != nil)
        case YAML_SEQUENCE_START_EVENT:
            return YAMLEvent(
                kind: .listBegins, line: line, hasAnchor: data.sequence_start.anchor != nil,
                hasTag: data.sequence_start.tag != nil)
        case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .listEnds, line: line)
        case YAML_MAPPING_START_EVENT:
            return YAMLEvent(
                kind: .mapBegins, line: line, hasAnchor: data.mapping_start.anchor != nil,
                hasTag: data.mapping_start.tag != nil)
        case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mapEnds, line: line)
        default: return YAMLEvent(kind: .end, line: line)
        }
    }

    private var fault: YAMLFault {
        let parser = self.parser.pointee
        let problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
        if parser.error == YAML_READER_ERROR {
            let lines = self.bytes.prefix(parser.problem_offset).count {
                $0 == UInt8(ascii: "\n")
            }
            return YAMLFault(line: lines + 1, problem: problem)
        }
        // What is not closed is noticed at the end, and mended where it opens.
        let context = parser.context.map { String(cString: $0) } ?? ""
        let isUnclosed = YAMLEvents.openings.contains(context)
        let mark = isUnclosed ? parser.context_mark : parser.problem_mark
        return YAMLFault(line: Int(mark.line) + 1, problem: problem)
    }

    private static let openings: Set = [
        "while parsing a flow sequence", "while parsing a flow mapping",
        "while scanning a quoted scalar",
    ]
}
