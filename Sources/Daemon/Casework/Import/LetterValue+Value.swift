// SPDX-License-Identifier: Apache-2.0
package import Letters
package import Workflow

extension LetterValue {
    /// As a case would hold it.
    package var value: Value {
        switch self {
        case .text(let text): .text(text)
        case .integer(let number): .text(String(number))
        case .list(let items): .list(items.map(Value.text))
        case .records(let records): .list(records.map(Value.record))
        }
    }
}
