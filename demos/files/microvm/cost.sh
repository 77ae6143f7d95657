#!/bin/bash
# Until the shell asks, and the memory of all processes that there are then.
for run in 'runc run a' 'runsc --network=none run b' ~/boot.sh; do
  : >/run/log
  echo ${EPOCHREALTIME/./} >/run/begin
  coproc script -qfc "$run" /run/log >/dev/null
  until grep -q '# ' /run/log; do sleep 0.2; done
  ms=$(((${EPOCHREALTIME/./} - $(</run/begin)) / 1000))
  mb=$(for pid in $(pstree -pT $COPROC_PID | grep -oP '\(\K\d+'); do cat /proc/$pid/smaps_rollup; done 2>/dev/null |
    awk '/^Pss:/ { kb += $2 } END { print int(kb / 1024) }')
  echo exit >&"${COPROC[1]}"
  wait
  name=${run%% *}
  printf '%-7s %4d.%d s %4d MB\n' "${name##*/}" $((ms / 1000)) $((ms / 100 % 10)) $mb
done
