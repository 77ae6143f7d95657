import type { GuestCheck } from '../guest-check.ts'
import { scriptCheck } from '../guest-check.ts'

/** A bundle that a runtime's own `spec` begins and busybox fills. */
function bundle(runtime: string, command: string, filter = '.'): string {
  return `
    mkdir -p /tmp/${runtime}/rootfs/bin && cd /tmp/${runtime} && cp /usr/bin/busybox rootfs/bin/
    [[ -e config.json ]] || ${runtime} spec
    jq '.process.terminal = false | .process.args = ["/bin/busybox", "sh", "-c", "${command}"] | ${filter}' config.json >edited.json
    mv edited.json config.json`
}

/** Container runtimes. */
export const runtimeChecks: readonly GuestCheck[] = ['crun', 'runc'].flatMap(runtime => [
  scriptCheck(`${runtime} runs a container from a bundle`, `
    ${bundle(runtime, 'echo $$; busybox hostname')}
    ${runtime} run check >/tmp/${runtime}.out
    [[ $(head -n 1 /tmp/${runtime}.out) == 1 && $(tail -n 1 /tmp/${runtime}.out) != demo ]]`),
  scriptCheck(`${runtime} creates, starts, freezes, enters and kills a container`, `
    ${bundle(runtime, 'busybox sleep 1000')}
    ${runtime} create check </dev/null >/dev/null 2>&1; ${runtime} start check
    [[ $(${runtime} state check | jq -r .status) == running ]]
    [[ $(${runtime} exec check /bin/busybox echo inside) == inside ]]
    ${runtime} pause check; ${runtime} resume check
    ${runtime} kill check KILL
    until [[ $(${runtime} state check | jq -r .status) == stopped ]]; do sleep 0.2; done
    ${runtime} delete check`),
  scriptCheck(`${runtime} sets a seccomp filter that makes mkdir fail for root`, `
    ${bundle(runtime, 'busybox grep Seccomp: /proc/self/status; busybox mkdir /tmp/x', `.root.readonly = false | .linux.seccomp = {
      defaultAction: "SCMP_ACT_ALLOW", architectures: ["SCMP_ARCH_X86"], syscalls: [{ names: ["mkdir", "mkdirat"], action: "SCMP_ACT_ERRNO" }] }`)}
    ! ${runtime} run check >/tmp/${runtime}.out 2>&1
    grep -q 'Seccomp:.*2' /tmp/${runtime}.out
    grep -q 'Operation not permitted' /tmp/${runtime}.out`),
])
