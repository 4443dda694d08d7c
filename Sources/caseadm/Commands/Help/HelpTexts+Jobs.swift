// SPDX-License-Identifier: Apache-2.0

/// The daemon's clock, jobs and chain.
extension HelpText {
    static let jobs: [String: HelpText] = [
        "audit": HelpText(
            zh: "核验历史未被改动,查看谁查阅过受限案件和保密内容。",
            en:
                "Proves that the history was not changed, and shows who read restricted cases "
                + "and secret fields.",
            examples: [
                Example(zh: "caseadm audit verify", en: "caseadm audit verify"),
                Example(
                    zh: "caseadm audit reads --user 0 --from 2025-01-01",
                    en: "caseadm audit reads --user 0 --from 2025-01-01"),
            ]),
        "audit reads": HelpText(
            zh:
                "查看谁在何时查阅过受限案件或者保密内容,只记字段名,不记内容。限系统管理员和审计"
                + "人员。--user 写用户编号。",
            en:
                "Shows who read restricted cases or secret fields, and when; it names fields "
                + "and never their content. For administrators and auditors. --user takes a "
                + "user's number.",
            examples: [
                Example(zh: "caseadm audit reads", en: "caseadm audit reads"),
                Example(
                    zh: "caseadm audit reads --user 0 --from 2025-01-01",
                    en: "caseadm audit reads --user 0 --from 2025-01-01"),
            ]),
        "audit verify": HelpText(
            zh:
                "核验历史链:逐行核算,证明记录未被改动,显示行数和链头。请定期抄存链头,以便日后比"
                + "对。",
            en:
                "Verifies the chain of history line by line, and shows its length and head. "
                + "Write the head down from time to time, to compare it later.",
            examples: [
                Example(zh: "caseadm audit verify", en: "caseadm audit verify"),
                Example(
                    zh: "caseadm audit verify --output json",
                    en: "caseadm audit verify --output json"),
            ]),
        "clock": HelpText(
            zh: "查看服务的时钟;试用、培训时可以设置和推进模拟时钟。正式运行用真实时间,不能拨动。",
            en:
                "Shows the daemon's clock. In trials and training a simulated clock may be set "
                + "and moved on; in real use the time is the computer's and cannot be moved.",
            examples: [
                Example(zh: "caseadm clock", en: "caseadm clock"),
                Example(zh: "caseadm clock advance 4天", en: "caseadm clock advance 4d"),
            ]),
        "clock advance": HelpText(
            zh:
                "把模拟时钟向后推进一段时间,其间到期的事项依次办理,并列出带来的变化。限系统管理"
                + "员和模拟时钟。",
            en:
                "Moves a simulated clock on; what falls due in between happens in order, and "
                + "the changes are listed. For administrators, and only where the clock is "
                + "simulated.",
            examples: [
                Example(zh: "caseadm clock advance 4天", en: "caseadm clock advance 4d"),
                Example(zh: "caseadm clock advance 3 months", en: "caseadm clock advance 3 months"),
            ]),
        "clock set": HelpText(
            zh:
                "把模拟时钟拨到某日或者某一时刻,只能向后拨;其间到期的提醒、催办依次补办。限系统"
                + "管理员和模拟时钟。",
            en:
                "Sets a simulated clock to a day or an instant, forward only; reminders due in "
                + "between are given in order. For administrators, and only where the clock is "
                + "simulated.",
            examples: [
                Example(zh: "caseadm clock set 2025-04-21", en: "caseadm clock set 2025-04-21"),
                Example(
                    zh: "caseadm clock set '2025-04-21 14:30'",
                    en: "caseadm clock set '2025-04-21 14:30'"),
            ]),
        "clock show": HelpText(
            zh: "查看服务现在的时间、时区,以及是否模拟时钟。show 可省略。",
            en:
                "Shows the daemon's time and time zone, and whether the clock is simulated. The "
                + "word show may be left out.",
            examples: [
                Example(zh: "caseadm clock", en: "caseadm clock"),
                Example(
                    zh: "caseadm clock show --output json",
                    en: "caseadm clock show --output json"),
            ]),
        "job": HelpText(
            zh: "查看和处理系统自动执行的任务:到期提醒、发送函件、每日清单等。更改限系统管理员。",
            en:
                "Shows and handles what the daemon does by itself: reminders, sending, daily "
                + "lists. Changes are for administrators.",
            examples: [
                Example(zh: "caseadm job list", en: "caseadm job list"),
                Example(zh: "caseadm job show 1", en: "caseadm job show 1"),
            ]),
        "job cancel": HelpText(
            zh:
                "取消一个发送函件的任务,该函件随即记为未送达。由时限或者日程产生的任务取消后会重"
                + "建,因此不予取消,可用 job pause 暂停。",
            en:
                "Ends a job that sends a delivery, which is then recorded as failed. Jobs that "
                + "follow from a clock or the calendar would be made anew, so they are not "
                + "cancelled; see job pause.",
            examples: [
                Example(zh: "caseadm job cancel 9", en: "caseadm job cancel 9"),
                Example(
                    zh: "caseadm job cancel 16 --output json",
                    en: "caseadm job cancel 16 --output json"),
            ]),
        "job list": HelpText(
            zh:
                "列出待做的和已放弃的任务:事由、时间、已试次数、失败原因。可按状态、种类、件号筛"
                + "选。",
            en:
                "Lists the jobs to come and those given up: what for, when, how often tried, "
                + "and why they failed. Choose by state, kind or case.",
            examples: [
                Example(zh: "caseadm job list", en: "caseadm job list"),
                Example(
                    zh: "caseadm job list --case 7",
                    en: "caseadm job list --case JY-2025-000001"),
            ]),
        "job pause": HelpText(
            zh:
                "暂停某一类任务,直到恢复,如邮件系统检修期间暂停 sendmail。种类写代码:clock、"
                + "sendmail、spool、hook、bulk、digest、daily。",
            en:
                "Stops a kind of jobs until it is resumed, such as sendmail while the mail "
                + "system is down. The kinds are clock, sendmail, spool, hook, bulk, digest and "
                + "daily.",
            examples: [
                Example(zh: "caseadm job pause sendmail", en: "caseadm job pause sendmail"),
                Example(zh: "caseadm job pause hook", en: "caseadm job pause hook"),
            ]),
        "job resume": HelpText(
            zh: "恢复已暂停的某一类任务,积压的随即执行。",
            en: "Lets a kind of jobs that was paused go on; what waited is done at once.",
            examples: [
                Example(zh: "caseadm job resume sendmail", en: "caseadm job resume sendmail"),
                Example(zh: "caseadm job resume hook", en: "caseadm job resume hook"),
            ]),
        "job retry": HelpText(
            zh: "立即重做一个任务,包括已放弃的。先排除失败的原因。",
            en:
                "Runs a job at once, also one that was given up. First remove the cause of its "
                + "failure.",
            examples: [
                Example(zh: "caseadm job retry 1", en: "caseadm job retry 1"),
                Example(
                    zh: "caseadm job retry 2 --output json",
                    en: "caseadm job retry 2 --output json"),
            ]),
        "job show": HelpText(
            zh: "查看一个任务:种类、事由、时间、次数、失败原因。编号见 job list。",
            en:
                "Shows one job: its kind, what for, when, how often tried and why it failed. "
                + "job list has the numbers.",
            examples: [
                Example(zh: "caseadm job show 1", en: "caseadm job show 1"),
                Example(
                    zh: "caseadm job show 1 --output json",
                    en: "caseadm job show 1 --output json"),
            ]),
    ]
}
