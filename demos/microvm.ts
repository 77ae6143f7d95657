import { defineDemo } from './define.ts'
import { BUSYBOX_PROMPT } from './parts/busybox-prompt.ts'

/** Seconds for a machine that boots in an emulated one, on a busy computer, perhaps more than once. */
const BOOT_SECONDS = 180
/** Seconds for a sandbox, which takes two, on a busy computer. */
const START_SECONDS = 60

const ASK = 'cat /proc/sys/kernel/random/boot_id'
const NUMBER = /^(?:[0-9a-f]+-){4}[0-9a-f]+\n/m

/**
 * Sources: random(4) (`boot_id`), QEMU documentation ("Direct Linux Boot"), kernel documentation ("Linux Magic System Request Key Hacks",
 * "Ramfs, rootfs and initramfs"), proc_meminfo(5) (MemAvailable).
 */
export default defineDemo({
  id: 'microvm',
  title: 'A kernel that may crash',
  machines: ['qemu'],
  needs: ['qemu-system-x86_64', 'runsc', 'umoci'],
  panes: {
    inside: { rows: 9 },
    host: { rows: 9 },
  },
  files: {
    '/root/boot.sh': 'microvm/boot.sh',
    '/root/cost.sh': 'microvm/cost.sh',
  },
  setup: `
    modprobe kvm_amd 2>/dev/null || modprobe kvm_intel 2>/dev/null
    [ -w /dev/kvm ] || { echo 'This machine has no /dev/kvm: its processors cannot have machines of their own.' >&2; exit 1; }
    chmod +x /root/*.sh
    umoci unpack --image /usr/share/kit/images:busybox /root/box`,
  steps: [
    {
      pane: 'host',
      type: ASK,
      cue: 'Which kernel answers? Every Linux draws a number when it boots. This is ours.',
      expect: { output: NUMBER },
    },
    {
      pane: 'inside',
      type: 'cd box; runc run one',
      cue: 'A container from the image of BusyBox, under runc.',
      until: { output: BUSYBOX_PROMPT },
      expect: { check: '[ "$(runc state one | jq -r .status)" = running ]' },
      timeout: START_SECONDS,
    },
    {
      pane: 'inside',
      type: ASK,
      cue: 'The same number, so it is the same kernel.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: NUMBER, check: `[ "$(runc exec one ${ASK})" = "$(${ASK})" ]` },
    },
    {
      pane: 'inside',
      type: 'exit',
    },
    {
      pane: 'inside',
      type: 'runsc --network=none run two',
      cue: 'The same directory, under gVisor.',
      until: { output: BUSYBOX_PROMPT },
      expect: { check: 'pgrep -f "^runsc-sandbox"' },
      timeout: START_SECONDS,
    },
    {
      pane: 'inside',
      type: ASK,
      cue: 'Another number, from the kernel in Go, which you know.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: NUMBER, check: `[ "$(runsc exec two ${ASK})" != "$(${ASK})" ]` },
      timeout: START_SECONDS,
    },
    {
      pane: 'inside',
      type: 'exit',
      expect: { check: 'until ! pgrep -f "^runsc-sandbox"; do sleep 0.2; done' },
      timeout: START_SECONDS,
    },
    {
      pane: 'host',
      type: 'head -n 9 boot.sh',
      cue: 'And now a machine. QEMU is told of a kernel, the file of our own, and of a root: the files of the same image. The rest of the script boots it again where a timer was lost, which happens because this computer is emulated.',
      expect: { output: /-kernel \/boot\/vmlinuz[\s\S]*images\.cpio/ },
    },
    {
      pane: 'inside',
      type: '~/boot.sh',
      cue: 'It boots. A whole Linux, and nothing of it is ours.',
      until: { output: BUSYBOX_PROMPT },
      timeout: BOOT_SECONDS,
    },
    {
      pane: 'inside',
      type: ASK,
      cue: 'A third number. The same version as ours, and yet another kernel, that woke up a moment ago.',
      until: { output: BUSYBOX_PROMPT },
      expect: {
        output: NUMBER,
        check: 'grep -xE "([0-9a-f]+-){4}[0-9a-f]+" <(tr -d "\\r" < /run/tty) | grep -vqxFf /proc/sys/kernel/random/boot_id',
      },
      timeout: START_SECONDS,
    },
    {
      pane: 'inside',
      type: 'sleep 1000 & ps | tail -n 4',
      cue: 'We start a process in there.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /^ +\d+ +\S+ +\d+:\d\d +sleep 1000\n|^ +\d+ +.*sleep 1000\n/m },
      timeout: START_SECONDS,
    },
    {
      pane: 'host',
      type: 'ps -o pid,rss,comm -C sleep,qemu-system-x86',
      cue: 'Out here there is no such process. All of that machine, its kernel and its programs, is one process of ours.',
      expect: { output: /^ +PID +RSS COMMAND\n +\d+ +\d+ qemu-system-x86\n$/ },
    },
    {
      pane: 'inside',
      type: 'echo c > /proc/sysrq-trigger',
      presses: 2,
      cue: 'What is the worst that root can do? Ask the kernel to crash. In a container, that kernel would be ours, and this talk would be over. Here? Enter.',
      expect: {
        output: /Kernel panic - not syncing: sysrq triggered crash/,
        check: '! pgrep -x qemu-system-x86',
      },
      timeout: START_SECONDS,
    },
    {
      pane: 'host',
      type: ASK,
      cue: 'A kernel died, and QEMU with it. Ours has not noticed: the same number as before.',
      expect: { output: NUMBER },
    },
    {
      pane: 'inside',
      type: '~/cost.sh',
      cue: 'What does that cost? Each of the three once more: how long until the shell asks, and how much less memory the host has by then. Emulation makes all of it slow, and not all of it equally. The memory is the honest part: a whole kernel is in there, once for each machine.',
      expect: { output: /^runc +\d+\.\d s +\d+ MB\nrunsc +\d+\.\d s +\d+ MB\nboot\.sh +\d+\.\d s +\d+ MB\n$/m },
      timeout: BOOT_SECONDS,
    },
  ],
  print: [3, 6, 10, 12, 13, 15],
})
