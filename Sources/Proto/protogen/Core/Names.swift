// SPDX-License-Identifier: Apache-2.0

/// Names in Swift and in protobuf-c's C for names in .proto files.
package enum Names {
    /// `caseId` for `case_id`, escaped where Swift needs it.
    package static func member(_ name: String) -> String { escaped(lowerCamel(name)) }

    /// `Kind` for `kind`, `ActHead` for `act_head`; a type's own capitals are kept.
    package static func type(_ name: String) -> String {
        let camel = name.split(separator: "_").map { capitalised(String($0)) }.joined()
        return camel == "Type" || camel == "Protocol" || camel == "Self" ? camel + "_" : camel
    }

    /// `whoAmI` for `WhoAmI`.
    package static func method(_ name: String) -> String {
        escaped(name.prefix(1).lowercased() + name.dropFirst())
    }

    /// `notServing` for `NOT_SERVING`.
    package static func enumCase(_ name: String) -> String {
        let camel = lowerCamel(name.lowercased())
        return escaped(camel.first.map { $0.isNumber } ?? true ? "_" + camel : camel)
    }

    /// What all values of an enum begin with and Swift leaves out: `STATUS_` of enum `Status`.
    package static func sharedPrefix(_ enumeration: Enumeration) -> String {
        var prefix = ""
        for letter in enumeration.name {
            if letter.isUppercase && !prefix.isEmpty { prefix += "_" }
            prefix += letter.uppercased()
        }
        prefix += "_"
        let shared = enumeration.values.allSatisfy {
            $0.name.hasPrefix(prefix) && $0.name.count > prefix.count
        }
        return shared ? prefix : ""
    }

    /// protoc-gen-c's type for a message: `Cased__V1__CaseField`.
    package static func cType(_ fullName: String) -> String {
        fullName.split(separator: ".").map { cPart(String($0)) }.joined(separator: "__")
    }

    /// protoc-gen-c's prefix of functions for a message: `cased__v1__case_field`.
    package static func cFunction(_ fullName: String) -> String {
        fullName.split(separator: ".").map { part in
            var out = ""
            var wasUpper = true
            for letter in part {
                let isUpper = letter.isUppercase
                if isUpper && !wasUpper { out += "_" }
                out += letter.lowercased()
                wasUpper = isUpper
            }
            return out
        }.joined(separator: "__")
    }

    private static func cPart(_ part: String) -> String {
        part.split(separator: "_").map { capitalised(String($0)) }.joined()
    }

    private static func capitalised(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    private static func lowerCamel(_ name: String) -> String {
        let words = name.split(separator: "_").map(String.init)
        guard let first = words.first else { return "_" }
        return first.prefix(1).lowercased() + first.dropFirst()
            + words.dropFirst().map(capitalised).joined()
    }

    private static func escaped(_ name: String) -> String {
        if taken.contains(name) { return name + "_" }
        return keywords.contains(name) ? "`\(name)`" : name
    }

    /// Names that mean something else after a dot, or that `ProtoMessage` itself uses.
    private static let taken: Set<String> = [
        "self", "Self", "init", "Type", "Protocol", "json", "bytes", "serialize", "protoName",
        "cInit", "fill", "hashValue", "unrecognized",
    ]

    private static let keywords: Set<String> = [
        "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch",
        "class", "continue", "default", "defer", "deinit", "do", "dynamic", "else", "enum",
        "extension", "fallthrough", "false", "fileprivate", "final", "for", "func", "get",
        "guard", "if", "import", "in", "indirect", "infix", "inout", "internal", "is", "lazy",
        "let", "mutating", "nil", "nonmutating", "open", "operator", "optional", "override",
        "package", "postfix", "precedencegroup", "prefix", "private", "protocol", "public",
        "repeat", "required", "rethrows", "return", "set", "some", "static", "struct",
        "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "unowned",
        "var", "weak", "where", "while", "willSet", "didSet",
    ]
}
