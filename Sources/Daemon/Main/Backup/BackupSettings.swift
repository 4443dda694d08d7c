// SPDX-License-Identifier: Apache-2.0
internal import Backups

/// Where backups go, and how many are kept (`backup:` of the settings).
struct BackupSettings {
    /// The folder below which they are made.
    var folder = "/var/backups/cased"
    /// A second folder, on another disk.
    var also: String?
    /// The file with the public key to seal them to.
    var key: String?
    /// How many are kept.
    var retention = Retention()
    /// Days after which a last backup is too old, and somebody is told.
    var warnDays = 3

    /// The keys of the file, below `backup`.
    static let keys = [
        "dir", "also", "key", "keep_days", "keep_weeks", "keep_months", "warn_days",
    ]
    /// Backups of a kind that can be kept: ten years of days.
    private static let mostKept = 3_660

    /// What holds, by the names of the file.
    var values: [String: String] {
        let texts = [
            self.folder, self.also ?? "", self.key ?? "", "\(self.retention.days)",
            "\(self.retention.weeks)", "\(self.retention.months)", "\(self.warnDays)",
        ]
        return Dictionary(
            uniqueKeysWithValues: zip(BackupSettings.keys.map { "backup.\($0)" }, texts))
    }

    /// Takes one line.
    mutating func set(_ setting: SettingsFile.Setting) throws(StartError) {
        let kept = 0...BackupSettings.mostKept
        switch setting.name {
        case "dir": self.folder = try setting.text()
        case "also": self.also = try setting.text()
        case "key": self.key = try setting.text()
        case "keep_days": self.retention.days = try setting.number(in: 1...kept.upperBound)
        case "keep_weeks": self.retention.weeks = try setting.number(in: kept)
        case "keep_months": self.retention.months = try setting.number(in: kept)
        case "warn_days": self.warnDays = try setting.number(in: 1...kept.upperBound)
        default: throw setting.unknown(among: BackupSettings.keys)
        }
    }
}
