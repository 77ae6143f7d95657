import { defineDemo } from './define.ts'
import { BUSYBOX_PROMPT } from './parts/busybox-prompt.ts'

/** Seconds for a machine that boots in an emulated one, on a busy computer, perhaps more than once. */
const BOOT_SECONDS = 180
/** Seconds for a sandbox, which takes two, on a busy computer. */
const START_SECONDS = 60

const ASK = 'cat /proc/sys/kernel/random/boot_id'
const NUMBER = /^(?:[0-9a-f]+-){4}[0-9a-f]+\n/m

/**
 * Sources: kernel documentation ("Documentation for /proc/sys/kernel/", `random`; "Linux Magic System Request Key Hacks"), qemu-system(1)
 * (`-kernel`, `-chardev`), `proc_pid_smaps`(5) (Pss).
 */
export default defineDemo({
  id: 'microvm',
  title: 'A kernel that may crash',
  machines: ['qemu'],
  needs: ['qemu-system-x86_64', 'runsc', 'umoci'],
  panes: {
    inside: { rows: 8 },
    host: { rows: 10 },
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
      cue: 'Whose kernel answers? Every Linux has a random number, and keeps it until it boots again. This is the one of our kernel.',
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
      cue: 'The same number, so it is our kernel.',
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
      cue: 'Another number: the kernel in Go, as we saw.',
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
      cue: 'And now a whole machine. QEMU gets a kernel, the same file that we booted from, and a root, the files of the same image. The rest of the script boots once more where a timer gets lost. That happens only because this computer is emulated itself.',
      expect: { output: /-kernel \/boot\/vmlinuz[\s\S]*images\.cpio/ },
    },
    {
      pane: 'inside',
      type: '~/boot.sh',
      cue: 'It boots. Firmware, kernel, drivers: here is all that a container leaves out.',
      until: { output: BUSYBOX_PROMPT },
      timeout: BOOT_SECONDS,
    },
    {
      pane: 'inside',
      type: ASK,
      cue: 'A third number. The kernel is the same file as ours, the same version, and yet another kernel, a moment old.',
      until: { output: BUSYBOX_PROMPT },
      expect: {
        output: NUMBER,
        check: 'grep -E "^([0-9a-f]+-){4}" /run/tty | grep -vqFf /proc/sys/kernel/random/boot_id',
      },
      timeout: START_SECONDS,
    },
    {
      pane: 'inside',
      type: 'httpd; ps | tail -n 4',
      cue: 'We start a web server in there. It has a process number, in there.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /^ +\d+ root +httpd\n/m },
      timeout: START_SECONDS,
    },
    {
      pane: 'host',
      type: 'ps -o pid,rss,comm -C httpd,qemu-system-x86',
      cue: 'Out here there is no web server. The machine, its kernel and its programs are one process of ours, and this is its memory in kilobytes.',
      expect: { output: /^ +PID +RSS COMMAND\n +\d+ +\d+ qemu-system-x86\n$/ },
    },
    {
      pane: 'inside',
      type: 'echo c > /proc/sysrq-trigger',
      presses: 2,
      cue: 'What is the worst that root can do? Tell the kernel to crash. Root on our host would end this talk by that. And here?',
      expect: {
        output: /Kernel panic - not syncing: sysrq triggered crash/,
        check: '! pgrep -x qemu-system-x86',
      },
      timeout: START_SECONDS,
    },
    {
      pane: 'host',
      type: `grep "Kernel panic" /run/tty; ${ASK}`,
      cue: 'Its last words, which QEMU wrote down before it ended. And our kernel? It has not noticed: the same number as before.',
      expect: { output: /^\[[ \d.]+\] Kernel panic - not syncing: sysrq triggered crash\n(?:[0-9a-f]+-){4}[0-9a-f]+\n$/ },
    },
    {
      pane: 'inside',
      type: '~/cost.sh',
      cue: 'What does it cost? All three once more: how long until the shell asks, and the memory of all processes that there are then. Do not take the seconds home, for here a machine is emulated in an emulated one, and that hurts a boot most. The memory is real. Most of it is what we gave the machine, for a kernel and programs of its own.',
      expect: { output: /^runc +\d+\.\d s +\d{1,2} MB\nrunsc +\d+\.\d s +\d{2} MB\nboot\.sh +\d+\.\d s +\d{3} MB\n$/ },
      timeout: BOOT_SECONDS,
    },
  ],
  print: [3, 10, 12, 14, 15],
})
