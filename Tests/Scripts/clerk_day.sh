#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A clerk's working days: ten matters from a list to the archive, typed in Chinese alone.
# Usage: clerk_day.sh FOLDER-OF-BINARIES PYTHON; as root. Ends with 0 only if every matter is in its end state.
set -Eeuo pipefail
trap 'echo "FAILED in line $LINENO: $BASH_COMMAND (the daemon'"'"'s folder: ${town-})" >&2' ERR
here=$(realpath "$0") bin=$(realpath "$1") python=${2:-python3}
export LC_ALL=C.UTF-8
town=$(mktemp -d /tmp/clerk-day.XXXXXX)
export CASED_SOCKET=$town/s
chmod 755 "$town" && cd "$town"

# Runs the client as this user in Chinese, and shows the line as it was typed.
as() {
    echo "[$2] caseadm ${*:3}"
    setpriv --reuid "$1" --regid 4000 --clear-groups "$bin/caseadm" --lang zh "${@:3}" 2>&1
}
管理员() { "$bin/caseadm" --lang zh "$@" 2>&1; }
周敏() { as 4001 周敏 "$@"; } # of the assigning office
王芳() { as 4002 王芳 "$@"; } # the clerk of both handling offices
陈刚() { as 4003 陈刚 "$@"; } # the leader who reviews and signs
吴强() { as 4004 吴强 "$@"; } # the supervisor
林静() { as 4005 林静 "$@"; } # of the office that only co-handles
# The command must be done, and say this.
应见() {
    local told
    told=$("${@:2}") || { echo "$told"; return 1; }
    echo "$told"
    grep -qF -- "$1" <<<"$told" || { echo "NOT SAID: $1" >&2; return 1; }
}
# The command must be refused with status 1, in words that hold this.
不能() {
    local told status=0
    told=$("${@:2}") || status=$?
    echo "$told"
    [ $status = 1 ] && grep -qF -- "$1" <<<"$told" || { echo "STATUS $status, OR NOT SAID: $1" >&2; return 1; }
}
# The clerk files a paper and puts the event that needs it: CASE PAPER EVENT [FIELD...].
附办() { 王芳 attach "$1" "$2.txt" --kind "$2"; 王芳 act "$1" "${@:3}"; }
# The ids of open cases that a user finds: USER WORKFLOW TITLE [OPTION...].
件() { "$1" list "$3" --workflow "$2" --open "${@:4}" | grep -o '^[A-Z]*-2025-[0-9]*'; }

# ---- the administrator sets up a town ----
printf 'data_dir: %s\nsocket: %s\n' "$town/data" "$town/s" >c.yaml
"$bin/cased" --config c.yaml --simulated-clock 2025-03-27 2>log & daemon=$!
trap 'kill $daemon 2>/dev/null || true; wait $daemon 2>/dev/null || true' EXIT
for _ in {1..300}; do [ -S s ] && break; sleep 0.1; done
chgrp 4000 s
管理员 office add npc 示例市人大常委会代表工委 --place 示例市
管理员 office add dcs 示例市政府督查室 --place 示例市 --duty 督查机构
for office in "mzj 示例市民政局" "jyj 示例市教育局"; do 管理员 office add $office --place 示例市; done
管理员 office add czj 示例市财政局 --place 示例市 --alias 市财政局
管理员 user add 4001 周敏 --role npc:交办机关
管理员 user add 4002 王芳 --role mzj:主办单位 --role jyj:主办单位 --role mzj:文书 --role jyj:文书 --role jyj:会办单位
管理员 user add 4003 陈刚 --role mzj:主办单位 --role jyj:主办单位 --role mzj:签发领导 --role jyj:签发领导
管理员 user add 4004 吴强 --role dcs:督查机构
管理员 user add 4005 林静 --role czj:会办单位
# The list as an office keeps it: a title, a column of row numbers, a note, dates and numbers of many forms.
"$python" - <<'P'
from datetime import date, datetime
from openpyxl import Workbook
book = Workbook(); sheet = book.active
sheet.append(["示例市第十届人民代表大会第三次会议代表建议清单"])
sheet.append("序号 建议编号 建议标题 领衔代表 主办单位 会办单位 办理方式 类别 重点督办件 闭会日期".split())
for row, day in [
        ("第1号 关于加强社区养老服务的建议 李建国 示例市民政局 - 独办 社会建设 否", date(2025, 3, 10)),
        ("第2号 关于增加学前教育学位的建议 王秀英、赵明 示例市教育局 示例市财政局 主办会办 社会建设 否", "2025年3月10日"),
        ("3 关于规范社会组织年检的建议 孙丽 示例市民政局 - 独办 政治建设 否", "2025/3/10"),
        ("4号 关于改善农村小学食堂的建议 周涛 示例市教育局 市财政局 主办会办 社会建设 是", "2025.3.10"),
        ("第5号 关于完善殡葬服务的建议 吴静 示例市民政局 - 独办 生态文明建设 -", datetime(2025, 3, 10)),
        ("第６号 关于推进课后服务的建议 郑伟 示例市教育局 - 独办 文化建设 否", "二〇二五年三月十日"),
        ("第7号 关于培育公益慈善组织的建议 冯雪 示例市民政局 示例市财政局、示例市教育局 主办会办 其他 否", "20250310"),
        ("第８号 关于提高救助标准的建议 陈晨 示例市民政局 - 独办 经济建设 否", "３月１０日"),
        ("９ 关于社区养老设施建设的建议 褚兵 示例市民政局 - 独办 社会建设 否", "2025-3-10"),
        ("第10号 关于校园周边交通的建议 卫平 示例市教育局 - 独办 社会建设 否", "3月10日")]:
    sheet.append([sheet.max_row - 1] + [None if word == "-" else word for word in row.split()] + [day])
sheet.append(["注：以上共十件。"]); book.save("清单.xlsx")
P
for paper in 撤回书 退办申请 退办批复 延期申请 沟通记录 会办意见函 落实证明 公开审查表 公开文本; do echo 样张 >$paper.txt; done

# ---- the clerks begin: no Latin letter but commands, options, case ids and endings of files ----
# 27 March: the list comes in; the matters are accepted and assigned, one is merged, one withdrawn.
应见 已办10行 周敏 import 代表建议 清单.xlsx --field 会议＝示例市人大 --field 届次＝十届三次
周敏 bulk plan 受理 --workflow 代表建议 --state 已提出 --on ３月２７日 --run
不能 主办单位 周敏 act 7 交办 办理方式＝主办会办
周敏 bulk plan 交办 第1号 ３ 5号 第８号 办理方式＝独办 主办单位＝示例市民政局 --on 今天 --run
周敏 act 第６号 交办 办理方式＝独办 主办单位＝示例市教育局 重点督办件＝否 --on 2025年3月27日
周敏 act 2 交办 办理方式＝主办会办 主办单位＝示例市教育局 会办单位＝示例市财政局 --on 2025/3/27
周敏 act 4 交办 办理方式＝主办会办 主办单位＝示例市教育局 会办单位＝市财政局 重点督办件＝是 --on 3月27日
周敏 act 第7号 交办 办理方式＝主办会办 主办单位＝示例市民政局 会办单位＝示例市财政局、示例市教育局
周敏 act 9 并案 并入＝"$(件 周敏 代表建议 社区养老服务)"
不能 〈撤回书〉 周敏 act 10 撤回
周敏 attach 10 撤回书.txt --kind 撤回书 --on 二〇二五年三月二十七日
应见 已撤回 周敏 act 第10号 撤回 --on 今天

# 28 March: the letters go out; the matters are signed for, one is sent back.
管理员 clock advance 1天
不能 晚于今天 周敏 delivery ack --case 7 --on 明天
for number in 第1号 2 3 第4号 ５ 6 第７号 8 9; do 周敏 delivery ack --case $number --on ３月２８日; done
应见 没有待送 周敏 delivery list --office 示例市人大常委会代表工委
应见 共8件 王芳 list --mine --state 已交办
不能 〈退办申请〉 王芳 act 3 申请退办 理由＝属教育局职责 建议改办单位＝示例市教育局
附办 3 退办申请 申请退办 理由＝属教育局职责 建议改办单位＝示例市教育局
王芳 bulk plan 签收 第1号 2 ４号 5 第6号 ７ 8 --on 2025/3/28 --run

# 31 March: the return is granted and the matter assigned anew; other offices are asked.
管理员 clock advance 3天
周敏 act 3 同意退办
周敏 attach 3 退办批复.txt --kind 退办批复
周敏 act 3 交办 办理方式＝独办 主办单位＝示例市教育局 --on ２０２５年３月３１日
周敏 delivery ack --case 3 --acknowledged
王芳 act 3 签收 --for 示例市教育局
for number in 2 4 7; do 王芳 act $number 请会办; done
for part in $(件 王芳 会办件 的建议); do 王芳 delivery ack --case "$part"; done
for part in $(件 林静 会办件 的建议); do 林静 act "$part" 签收 --on 3月31日; done

# 10 April: talks with the proposers, opinions of the co-handlers, more time for one.
管理员 clock advance 10天
for number in 第1号 2 3 第４号 5 6 ７ 8; do 附办 $number 沟通记录 沟通 沟通方式＝面商 沟通意见＝代表表示理解 --on ４月１０日; done
不能 尚未达到 王芳 act 7 答复 发文字号＝示民函〔2025〕7号
for part in $(件 林静 会办件 的建议); do
    林静 attach "$part" 会办意见函.txt --kind 会办意见函
    林静 act "$part" 出具意见 会办意见文号＝示财函〔２０２５〕${part:(-1)}号 会办意见＝同意主办意见
done
part=$(件 王芳 会办件 公益慈善 --state 已请会办)
附办 "$part" 会办意见函 出具意见 会办意见文号＝示教函〔2025〕99号 --for 示例市教育局
不能 〈延期申请〉 王芳 act 5 申请延期 理由＝情况复杂 延期至＝2025年8月29日
附办 5 延期申请 申请延期 理由＝情况复杂 延期至＝8月29日
应见 2025-08-29 王芳 act 第5号 延期 理由＝情况复杂 延期至＝２０２５年８月２９日
王芳 delivery ack --case 5

# 20 April: drafts, reviews by another, signatures, answers; a promise goes with one.
管理员 clock advance 10天
起草() {
    王芳 act "$1" 拟稿 答复类型＝"$2" 公开属性＝"$3" 联系人＝王芳 联系电话＝１２３４５６７ "${@:4}"
    不能 另一人 王芳 act "$1" 核稿 核稿意见＝通过
    陈刚 act "$1" 核稿 核稿意见＝通过
    陈刚 act "$1" 签发 领导署名＝陈刚
}
答复() {
    王芳 act "$1" 答复 发文字号＝"$2"
    应见 抄送完成 王芳 delivery ack --case "$1" --on 今天
}
for number in 1 2 4 7; do 起草 $number 已解决或基本解决 主动公开; done
起草 3 Ｃ类 不予公开 不公开理由＝涉及内部事项
起草 第5号 留作参考 依申请公开 不公开理由＝涉及第三方
起草 6 已解决 主动公开
起草 8 列入计划 主动公开
for number in 1 5 7; do 答复 $number 示民函〔2025〕$number号; done
for number in 2 3 4 6; do 答复 $number 示教函〔2025〕$number号; done
不能 〈登记承诺〉 王芳 act 8 答复 发文字号＝示民函〔2025〕8号
王芳 act 8 登记承诺 承诺事项＝提高救助标准 承诺期限＝12月31日
答复 第8号 示民函〔2025〕8号
应见 抄送完成 王芳 delivery ack --case 9

# 6 May: what the proposers think; one is dissatisfied, and the matter is handled again.
管理员 clock set 2025-05-06
for number in 1 3 5 7 9; do 周敏 act $number 评价 对办理结果＝满意 对办理态度＝满意; done
for number in 4 8; do 周敏 act $number 评价 对办理结果＝基本满意 --on 5月5日; done
不能 〈评价人〉 周敏 act 2 评价 对办理结果＝满意
周敏 act 2 评价 对办理结果＝满意 评价人＝王秀英
周敏 act 2 评价 对办理结果＝基本满意 评价人＝赵明
应见 重新办理 周敏 act 6 评价 对办理结果＝不满意 理由＝未答到点上
周敏 delivery ack --case 6
不能 〈沟通〉 王芳 act 6 答复 发文字号＝示教函〔2025〕16号
附办 6 沟通记录 沟通 沟通方式＝走访
起草 6 已解决 主动公开
答复 6 示教函〔2025〕16号
周敏 act 6 评价 对办理结果＝满意

# What is made public and what is not; the promise is kept; all is closed and archived.
王芳 bulk attach 公开审查表.txt --kind 公开审查表 1 2 3 4 5 6 7 8 9 --run
王芳 bulk attach 公开文本.txt --kind 公开文本 1 2 4 6 7 8 9 --run
for number in 1 2 4 6 7 8 9; do 王芳 act $number 公开 公开网址＝市政府门户网站; done
for number in 3 5; do 陈刚 act $number 不公开 不公开理由＝不宜公开; done
不能 尚未达到 王芳 act 8 办结
promise=$(件 王芳 承诺事项 提高救助标准)
附办 "$promise" 落实证明 报告落实 进展＝标准已提高
应见 已落实 吴强 act "$promise" 核查 回头看结果＝属实
不能 〈报告督办情况〉 王芳 act 4 办结
王芳 act 4 报告督办情况 督办情况＝已办到位
王芳 delivery ack --case 4
王芳 bulk plan 办结 第1号 2 3 4 5 6 7 8 ９ --run
不能 〈缺件说明〉 王芳 act 1 归档
王芳 bulk plan 归档 --workflow 代表建议 --state 办结 缺件说明＝纸质件另行装订 --run

# ---- the clerks end; what came of it ----
for number in 1 2 3 4 5 6 7 8 9; do 应见 已归档 周敏 show 第$number号 >/dev/null; done
应见 已撤回 周敏 show 第10号 >/dev/null
应见 共9件 周敏 list --workflow 代表建议 --state 已归档
for who in 周敏 王芳 吴强 林静; do 应见 没有符合条件 $who list --open; 应见 没有待送 $who delivery list; done
应见 没有符合条件 吴强 due --late
管理员 audit verify
# What the clerks typed, without the words they may type, holds no Latin letter.
typed=$(sed -n '/^# ---- the clerks begin/,/^# ---- the clerks end/{/^ *#/!p}' "$here" |
    sed -E 's/\$\{?[@a-z1-9:()-]+\}?|--[a-z]+|[.](txt|xlsx)|2025-[0-9-]+//g; s/\<(for|in|do|done|part|number|promise)\>//g
        s/\<(import|bulk|plan|attach|act|delivery|ack|list|clock|advance|set)\>//g' | grep '[A-Za-z]' || true)
[ -z "$typed" ] || { echo "TYPED IN LATIN: $typed" >&2; exit 1; }
kill $daemon; wait $daemon || true; rm -rf "$town"; echo "十件均已办毕"
