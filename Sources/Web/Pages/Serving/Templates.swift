// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Mustache

/// What a page shows, for its template.
typealias Model = [String: Any]

/// The templates of the pages; every text is escaped but what was made by the page itself.
struct Templates: Sendable {
    private let library: MustacheLibrary

    /// Reads what is embedded.
    init() throws {
        var library = MustacheLibrary()
        for (name, bytes) in Templates.embedded {
            try library.register(String(decoding: bytes, as: UTF8.self), named: name)
        }
        self.library = library
    }

    /// A page of a template.
    func render(_ model: Model, _ name: String) -> String {
        // Each is embedded, and the tests render all of them.
        self.library.render(Scope(model, isOutermost: true), withTemplate: name) ?? ""
    }

    static let embedded: [(String, [UInt8])] = [
        ("layout", PackageResources.layout_mustache),
        ("form", PackageResources.form_mustache),
        ("list", PackageResources.list_mustache),
        ("refusal", PackageResources.refusal_mustache),
        ("error", PackageResources.error_mustache),
        ("again", PackageResources.again_mustache),
        ("sign_in", PackageResources.sign_in_mustache),
        ("password", PackageResources.password_mustache),
        ("link", PackageResources.link_mustache),
        ("desk", PackageResources.desk_mustache),
        ("cases", PackageResources.cases_mustache),
        ("case", PackageResources.case_mustache),
        ("act", PackageResources.act_mustache),
        ("tried", PackageResources.tried_mustache),
        ("draft", PackageResources.draft_mustache),
        ("attach", PackageResources.attach_mustache),
        ("undo", PackageResources.undo_mustache),
        ("participants", PackageResources.participants_mustache),
        ("clock", PackageResources.clock_mustache),
        ("days", PackageResources.days_mustache),
        ("new", PackageResources.new_mustache),
        ("import", PackageResources.import_mustache),
        ("matching", PackageResources.matching_mustache),
        ("letters", PackageResources.letters_mustache),
        ("bulk", PackageResources.bulk_mustache),
        ("board", PackageResources.board_mustache),
        ("circular", PackageResources.circular_mustache),
        ("figures", PackageResources.figures_mustache),
        ("rules", PackageResources.rules_mustache),
        ("handbook", PackageResources.handbook_mustache),
        ("calculator", PackageResources.calculator_mustache),
        ("people", PackageResources.people_mustache),
        ("jobs", PackageResources.jobs_mustache),
        ("health", PackageResources.health_mustache),
    ]

    /// Files that browsers keep: name → type and content.
    static let assets: [String: (type: String, bytes: [UInt8])] = [
        "style.css": ("text/css; charset=utf-8", PackageResources.style_css),
        "script.js": ("text/javascript; charset=utf-8", PackageResources.script_js),
    ]

    /// Changes with the files, so that browsers may keep them for ever.
    static let version: String = {
        var hash = SHA256()
        for name in assets.keys.sorted() { hash.update(data: assets[name]?.bytes ?? []) }
        return hash.finalize().prefix(6).map { String($0, radix: 16) }.joined()
    }()
}
