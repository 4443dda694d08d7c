// SPDX-License-Identifier: Apache-2.0

/// Why a file cannot be read, and what to do, in both languages.
package struct FileFault: Error, Hashable, Sendable {
    /// In Chinese, without a full stop.
    package var zh: String
    /// In English, without a full stop.
    package var en: String

    /// A reason in both languages.
    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
