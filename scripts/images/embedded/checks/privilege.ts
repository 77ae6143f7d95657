import type { GuestCheck } from '../guest-check.ts'
import { scriptCheck } from '../guest-check.ts'

/** Accounts, capabilities, tracing, and the smaller tools. */
export const privilegeChecks: readonly GuestCheck[] = [
  scriptCheck('ana exists, with her files and ids, and su becomes her', `
    [[ $(id ana) == 'uid=1000(ana) gid=1000(ana) groups=1000(ana)' && $(stat -c %U /home/ana) == ana ]]
    [[ $(stat -c '%a %U:%G' /etc/shadow) == '640 root:shadow' ]]
    [[ $(su - ana -c 'id -un; pwd') == $'ana\\n/home/ana' ]]`),
  scriptCheck('ping as ana works by its file capability alone', `
    getcap /usr/bin/ping | grep -q cap_net_raw
    setpriv --reuid 1000 --regid 1000 --init-groups ping -q -c 1 127.0.0.1
    cp /usr/bin/ping /tmp/bare-ping
    ! setpriv --reuid 1000 --regid 1000 --init-groups /tmp/bare-ping -q -c 1 127.0.0.1 2>/dev/null`),
  scriptCheck('capabilities can be shown and dropped', `
    capsh --print | grep -q '^Bounding set =cap_chown'
    ! capsh --drop=cap_chown -- -c 'chown ana /tmp' 2>/dev/null
    getpcaps $$`),
  scriptCheck('strace follows children', `
    strace -f -e trace=execve,clone -o /tmp/trace bash -c '(:); true; exec true'
    grep -q 'execve("/usr/bin/true"' /tmp/trace
    [[ $(cut -d' ' -f1 /tmp/trace | sort -u | wc -l) -ge 2 ]]`),
  scriptCheck('jq, tree, top, less and watch work', `
    [[ $(jq -c .b <<<'{"a":1,"b":[2]}') == '[2]' ]]
    mkdir -p /tmp/tree/leaf && tree /tmp/tree | grep -q '└── leaf'
    top -b -n 1 | grep -q agent
    less --version | grep -q ^less
    watch --version
    TERM=vt100 tput cols && TERM=linux tput cols && TERM=xterm tput cols`),
  scriptCheck('characters are UTF-8', `
    [[ $(locale charmap) == UTF-8 ]]
    word=größe; [[ \${#word} == 5 ]]`),
]
