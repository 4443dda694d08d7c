// SPDX-License-Identifier: Apache-2.0

/// The daemon.
extension HelpText {
    static let service: [String: HelpText] = [
        "backup": HelpText(
            zh:
                "备份全部数据,服务照常运行:数据库、文书和待取函件取自同一时刻,并在副本上核验。须"
                + "以 root 或者服务用户执行。--drill 随后做恢复演练;恢复用 cased restore。",
            en:
                "Backs up everything while the daemon runs: database, documents and spool as of "
                + "one moment, verified on the copy. Run it as root or as the daemon's user. "
                + "--drill restores it on trial; cased restore puts a backup back.",
            examples: [
                Example(
                    zh: "caseadm backup /mnt/backup/cased",
                    en: "caseadm backup /mnt/backup/cased"),
                Example(
                    zh: "caseadm backup /mnt/backup/cased --also /mnt/second/cased --drill",
                    en: "caseadm backup /mnt/backup/cased --also /mnt/second/cased --drill"),
            ]),
        "doctor": HelpText(
            zh:
                "全面体检:逐项检查数据库、历史链、每份归档文书和任务。有问题时退出码为1。"
                + "--repair 修复不需要人工决定的问题,其余的说明如何从备份恢复。限系统管理员。",
            en:
                "Goes through everything: database, chain of history, every document on file, "
                + "jobs. The exit code is 1 when something is amiss. --repair mends what takes "
                + "nobody's decision; for the rest it says how a backup is restored. For "
                + "administrators.",
            examples: [
                Example(zh: "caseadm doctor", en: "caseadm doctor"),
                Example(zh: "caseadm doctor --repair", en: "caseadm doctor --repair"),
            ]),
        "metrics": HelpText(
            zh:
                "按 Prometheus 格式输出监测数据:各单位的时限、磁盘、写入用时、拒绝次数。限系统管"
                + "理员和审计人员。",
            en:
                "Prints figures in the format of Prometheus: deadlines by office, disk, times "
                + "of writing, refusals. For administrators and auditors.",
            examples: [
                Example(zh: "caseadm metrics", en: "caseadm metrics"),
                Example(zh: "caseadm metrics > cased.prom", en: "caseadm metrics > cased.prom"),
            ]),
        "status": HelpText(
            zh:
                "查看服务状况:时间、件数、逾期、待送、磁盘、写入速度,以及需要处理的警告。系统管"
                + "理员每天查看,出问题时先看这里。",
            en:
                "Shows how the daemon is: time, numbers of cases, what is late or waits, disk, "
                + "speed of writing, and what needs to be looked into. Administrators look each "
                + "day, and first of all when something is wrong.",
            examples: [
                Example(zh: "caseadm status", en: "caseadm status"),
                Example(zh: "caseadm status --output json", en: "caseadm status --output json"),
            ]),
        "wait": HelpText(
            zh:
                "在脚本中等待:不写件号则等服务就绪,写件号和状态则等案件到该状态。状态写代码,如 "
                + "received。超过 --timeout 秒数仍未到的,退出码为1。",
            en:
                "For scripts: waits until the daemon serves, or, with a case and a state, until "
                + "the case stands there. The state is given by its code, such as received. After "
                + "--timeout seconds it gives up with exit code 1.",
            examples: [
                Example(zh: "caseadm wait --timeout 30", en: "caseadm wait --timeout 30"),
                Example(
                    zh: "caseadm wait 7 received --timeout 10",
                    en: "caseadm wait JY-2025-000001 received --timeout 10"),
            ]),
        "warning": HelpText(
            zh: "查看需要有人处理的问题,或者表示已知悉。每项警告有固定名称。",
            en:
                "Shows what somebody should look into, and records that it is known. Each "
                + "warning has a name that stays.",
            examples: [
                Example(zh: "caseadm warning list", en: "caseadm warning list"),
                Example(
                    zh: "caseadm warning show deliveries-failed",
                    en: "caseadm warning show deliveries-failed"),
            ]),
        "warning ack": HelpText(
            zh:
                "表示已知悉某项警告,限系统管理员,记入历史。此后另列、不计数,至情况变化或者 "
                + "--until 之日为止;--withdraw 撤回确认。",
            en:
                "Records that you know of a warning; for administrators, and a line of the "
                + "history. It is then listed apart and does not count, until it changes or until "
                + "the day in --until. --withdraw takes that back.",
            examples: [
                Example(
                    zh:
                        "caseadm warning ack deliveries-failed --until 2025-04-30 --reason 已电"
                        + "话联系",
                    en:
                        "caseadm warning ack deliveries-failed --until 2025-04-30 --reason "
                        + "'called them'"),
                Example(
                    zh: "caseadm warning ack deliveries-failed --withdraw",
                    en: "caseadm warning ack deliveries-failed --withdraw"),
            ]),
        "warning list": HelpText(
            zh: "列出现有警告:问题、处理办法、名称、自何时起;已确认的另列。",
            en:
                "Lists the warnings: what is amiss, what to do, the name and since when; those "
                + "acknowledged stand apart.",
            examples: [
                Example(zh: "caseadm warning list", en: "caseadm warning list"),
                Example(
                    zh: "caseadm warning list --output json",
                    en: "caseadm warning list --output json"),
            ]),
        "warning show": HelpText(
            zh: "查看一项警告,包括由谁确认、至何时、理由。名称见 warning list。",
            en:
                "Shows one warning, with who acknowledged it, until when and why. warning list "
                + "has the names.",
            examples: [
                Example(
                    zh: "caseadm warning show deliveries-failed",
                    en: "caseadm warning show deliveries-failed"),
                Example(
                    zh: "caseadm warning show deliveries-failed --output json",
                    en: "caseadm warning show deliveries-failed --output json"),
            ]),
    ]
}
