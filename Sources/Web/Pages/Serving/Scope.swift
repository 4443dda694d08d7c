// SPDX-License-Identifier: Apache-2.0
internal import Mustache

/// A model as a template looks into it.
///
/// What a model lacks is not there: Mustache would look for it around the model, and find another's. Of each text
/// `NAME` a template can ask by `NAME_` whether there is any.
struct Scope: MustacheParent {
    /// Nothing, which ends the search for a name.
    private struct Missing: MustacheCustomRenderable {
        var renderText: String { "" }
        var isNull: Bool { true }
    }

    /// What every template has, however deep it is: words, what forms bring back, what a page lets its reader do.
    private static let everywhere: Set = [
        "w", "formToken", "backPath", "mayAttach", "isBeside", "isAdmin", "isInside",
    ]

    private let model: Model
    private let isOutermost: Bool

    init(_ model: Model, isOutermost: Bool = false) {
        self.model = model
        self.isOutermost = isOutermost
    }

    func child(named name: String) -> Any? {
        switch self.model[name] {
        case let inner as Model: return Scope(inner)
        case let inner as [Model]: return inner.map { Scope($0) }
        case let value?: return value
        case nil: break
        }
        if name.hasSuffix("_"), let text = self.model[String(name.dropLast())] as? String {
            return !text.isEmpty
        }
        return self.isOutermost || Scope.everywhere.contains(name) ? nil : Missing()
    }
}
