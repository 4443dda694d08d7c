// SPDX-License-Identifier: Apache-2.0

/// Users and their roles.
extension HelpText {
    static let users: [String: HelpText] = [
        "user": HelpText(
            zh:
                "管理用户和角色:谁能进入系统、在哪个单位办什么事。改动限系统管理员,均记入历史;me"
                + "、can 供各人查看自己的权限。",
            en:
                "Keeps users and roles: who may use the system, and what for in which office. "
                + "Changes are for administrators and are told by the history; with me and can "
                + "everybody sees his own rights.",
            examples: [
                Example(zh: "caseadm user me", en: "caseadm user me"),
                Example(
                    zh:
                        "caseadm user add --name 赵六 --sign-in zhaoliu --role 示例市民政局:主办"
                        + "单位",
                    en: "caseadm user add --name 赵六 --sign-in zhaoliu --role mzj:lead"),
            ]),
        "user add": HelpText(
            zh:
                "添加用户并授予角色。有系统账号的写账号,没有的用 --name 和 --sign-in。角色写成 "
                + "单位:角色,后加 + 的及于下级单位。同名的须加 --another 注明确为另一人。",
            en:
                "Adds a user with his roles. Give his account on this computer, or --name and "
                + "--sign-in where he has none. A role is OFFICE:ROLE, with a + behind it for the "
                + "offices below as well. Somebody with the name of another user needs --another.",
            examples: [
                Example(
                    zh:
                        "caseadm user add --name 赵六 --sign-in zhaoliu --role 示例市民政局:主办"
                        + "单位",
                    en: "caseadm user add --name 赵六 --sign-in zhaoliu --role mzj:lead"),
                Example(
                    zh:
                        "caseadm user add 1001 孙七 --role 示例市人大常委会代表工委:交办机关 "
                        + "--until 2026-12-31",
                    en: "caseadm user add 1001 孙七 --role npc:assigner --until 2026-12-31"),
            ]),
        "user can": HelpText(
            zh:
                "列出您在某件中可以办的事项,以及现在能否办。兼有多个单位角色的,用 --for 指明以哪"
                + "个单位办理。缺什么条件用 why 查看。",
            en:
                "Lists what you may do in a case, and whether it can be done now. Who belongs "
                + "to several offices names one with --for. See why for what is missing.",
            examples: [
                Example(zh: "caseadm user can 7", en: "caseadm user can JY-2025-000001"),
                Example(
                    zh: "caseadm user can 7 沟通 --for 示例市民政局",
                    en: "caseadm user can JY-2025-000001 contact --for mzj"),
            ]),
        "user change": HelpText(
            zh:
                "修改用户的账号、登录名、邮箱、电话、有效期。未写的保留,写 - 的清空。姓名用 "
                + "user rename 更改。",
            en:
                "Changes a user's account, sign-in name, mail, telephone or the days on which "
                + "he may act. What is not given stays, and a - empties it. For his name see user "
                + "rename.",
            examples: [
                Example(
                    zh:
                        "caseadm user change 赵六 --mail zhaoliu@example.org --telephone "
                        + "0000-1234567",
                    en:
                        "caseadm user change 赵六 --mail zhaoliu@example.org --telephone "
                        + "0000-1234567"),
                Example(
                    zh: "caseadm user change 赵六 --telephone - --until 2025-12-31",
                    en: "caseadm user change 赵六 --telephone - --until 2025-12-31"),
            ]),
        "user disable": HelpText(
            zh:
                "停用用户:暂时不能查看和办理任何事,如长期离岗;随时可以 enable 启用。会使未结案件"
                + "无人可办的不予停用,除非加 --even-so。",
            en:
                "Bars a user for the time being, such as during a long absence; enable lets him "
                + "back. It is refused where open cases would have nobody left, unless you add "
                + "--even-so.",
            examples: [
                Example(
                    zh: "caseadm user disable 赵六 --dry-run",
                    en: "caseadm user disable 赵六 --dry-run"),
                Example(zh: "caseadm user disable 赵六", en: "caseadm user disable 赵六"),
            ]),
        "user enable": HelpText(
            zh: "恢复已停用的用户,原有角色照旧。",
            en: "Lets a disabled user act again, with the roles he had.",
            examples: [
                Example(zh: "caseadm user enable 赵六", en: "caseadm user enable 赵六"),
                Example(zh: "caseadm user enable zhaoliu", en: "caseadm user enable zhaoliu"),
            ]),
        "user grant": HelpText(
            zh: "授予用户一个角色。--entry 只授代录权:可以代该角色录入,历史中两者都记。",
            en:
                "Gives a user a role. With --entry he may only enter for those who hold it, and "
                + "the history names both.",
            examples: [
                Example(
                    zh: "caseadm user grant 赵六 示例市民政局:文书",
                    en: "caseadm user grant 赵六 mzj:clerk"),
                Example(
                    zh: "caseadm user grant 赵六 示例市教育局:主办单位 --entry",
                    en: "caseadm user grant 赵六 jyj:lead --entry"),
            ]),
        "user import": HelpText(
            zh:
                "从 CSV 或者 .xlsx 文件批量添加用户和角色,逐行显示结果;同一人可占多行。先加 "
                + "--dry-run 预演,不写入。",
            en:
                "Adds users and roles from a CSV or .xlsx file and tells how each row went; "
                + "several rows may speak of one user. Rehearse with --dry-run, which writes "
                + "nothing.",
            examples: [
                Example(
                    zh: "caseadm user import 人员.csv --dry-run",
                    en: "caseadm user import users.csv --dry-run"),
                Example(zh: "caseadm user import 人员.csv", en: "caseadm user import users.csv"),
            ]),
        "user list": HelpText(
            zh:
                "列出用户及其单位、角色、是否在用。--office 只列某单位的,--role 只列有某角色的,"
                + "角色写代码。",
            en:
                "Lists users with their offices and roles, and whether they are active. "
                + "--office lists one office's people, --role those who hold a role, by its code.",
            examples: [
                Example(
                    zh: "caseadm user list --office 示例市民政局",
                    en: "caseadm user list --office mzj"),
                Example(zh: "caseadm user list --role lead", en: "caseadm user list --role lead"),
            ]),
        "user link": HelpText(
            zh:
                "给单位以外的人发送一次性链接,本人凭链接在网页上办理一件案件的一个事项,如代表评价答复。"
                + "须先登记其参加(participant add)。链接只显示一次、只能用一次,--page 写网页地址。",
            en:
                "Makes a link by which somebody outside does one thing in one case by himself on the "
                + "page, such as rating a reply. He must take part in it (participant add). It is "
                + "shown once and works once; --page is the page's address.",
            examples: [
                Example(
                    zh: "caseadm user link 李某 JY-2025-000003 评价 --page https://cased.example",
                    en: "caseadm user link 李某 JY-2025-000003 rate --page https://cased.example"),
                Example(
                    zh: "caseadm user link 李某 JY-2025-000003 评价 --days 30",
                    en: "caseadm user link 李某 JY-2025-000003 rate --days 30"),
            ]),
        "user me": HelpText(
            zh: "查看系统认定您是谁、有哪些角色。办理被拒时先看这里。",
            en:
                "Shows who the system takes you for and which roles you hold. Look here first "
                + "when something is refused.",
            examples: [
                Example(zh: "caseadm user me", en: "caseadm user me"),
                Example(zh: "caseadm user me --output json", en: "caseadm user me --output json"),
            ]),
        "user password": HelpText(
            zh:
                "为用户发放网页登录的初始密码,只显示一次,首次登录须修改。原密码作废,已登录的全部退出。"
                + "用户须有登录名(user change --sign-in)或系统账号。",
            en:
                "Gives a user a first password for the page: shown once, changed when he first "
                + "signs in. It replaces what he has and signs him out everywhere. He needs a name "
                + "to sign in by (user change --sign-in) or an account.",
            examples: [
                Example(zh: "caseadm user password 赵六", en: "caseadm user password 赵六"),
                Example(zh: "caseadm user password zhaoliu", en: "caseadm user password zhaoliu"),
            ]),
        "user remove": HelpText(
            zh:
                "注销用户,用于调离、退休:不能再登录,角色全部终止,历史中保留其姓名。先加 "
                + "--dry-run 试算。",
            en:
                "Takes a user who has left out of the directory: he can no longer sign in, his "
                + "roles end, and the history keeps his name. See first with --dry-run.",
            examples: [
                Example(
                    zh: "caseadm user remove 赵六 --dry-run",
                    en: "caseadm user remove 赵六 --dry-run"),
                Example(zh: "caseadm user remove 赵六", en: "caseadm user remove 赵六"),
            ]),
        "user rename": HelpText(
            zh: "更改用户姓名。编号不变,历史中以前的记录仍为当时的姓名。",
            en:
                "Changes a user's name. His number stays, and earlier records keep the name he "
                + "had.",
            examples: [
                Example(
                    zh: "caseadm user rename zhaoliu 赵陆",
                    en: "caseadm user rename zhaoliu 赵陆"),
                Example(zh: "caseadm user rename 赵陆 赵六", en: "caseadm user rename 赵陆 赵六"),
            ]),
        "user revoke": HelpText(
            zh:
                "收回用户的一个角色。会使未结案件无人可办的不予收回,确需收回的加 --even-so,此后 "
                + "status 一直提示。先加 --dry-run 试算。",
            en:
                "Takes a role from a user. It is refused where open cases would have nobody "
                + "left, unless you add --even-so; status then keeps saying so. See first with "
                + "--dry-run.",
            examples: [
                Example(
                    zh: "caseadm user revoke 赵六 示例市民政局:主办单位 --dry-run",
                    en: "caseadm user revoke 赵六 mzj:lead --dry-run"),
                Example(
                    zh: "caseadm user revoke 赵六 示例市教育局:主办单位 --entry",
                    en: "caseadm user revoke 赵六 jyj:lead --entry"),
            ]),
        "user sessions": HelpText(
            zh: "查看谁在网页上登录、发出了哪些未用的链接。系统管理员看全部,其他人看本人的。",
            en:
                "Lists who is signed in at the page and which links were not used yet: all for "
                + "administrators, one's own for others.",
            examples: [
                Example(zh: "caseadm user sessions", en: "caseadm user sessions"),
                Example(zh: "caseadm user sessions 赵六", en: "caseadm user sessions 赵六"),
            ]),
        "user sign-out": HelpText(
            zh: "使用户在网页上的登录全部退出,未用的链接一并作废。停用、注销用户时自动退出。",
            en:
                "Signs a user out wherever he is signed in; links that were not used end too. Who "
                + "is disabled or removed is out by that alone.",
            examples: [
                Example(zh: "caseadm user sign-out 赵六", en: "caseadm user sign-out 赵六"),
                Example(zh: "caseadm user sign-out zhaoliu", en: "caseadm user sign-out zhaoliu"),
            ]),
        "user show": HelpText(
            zh:
                "查看一名用户:编号、账号、情况、单位与角色、有效期。可写编号、账号、登录名或者姓"
                + "名;同名的须写编号。",
            en:
                "Shows one user: number, account, status, offices and roles, and until when he "
                + "may act. Name him by number, account, sign-in name or name; of two with one "
                + "name, give the number.",
            examples: [
                Example(zh: "caseadm user show 赵六", en: "caseadm user show 赵六"),
                Example(
                    zh: "caseadm user show zhaoliu --output json",
                    en: "caseadm user show zhaoliu --output json"),
            ]),
    ]
}
