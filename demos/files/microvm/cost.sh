#!/bin/bash
# Until the shell asks, and how much less memory the host has by then.
available() { awk '/MemAvailable/ { print $2 }' /proc/meminfo; }
for run in 'runc run a' 'runsc --network=none run b' ~/boot.sh; do
  before=$(available)
  : >/run/log
  echo ${EPOCHREALTIME/./} >/run/begin
  coproc script -qfc "$run" /run/log >/dev/null
  until grep -q '# ' /run/log; do sleep 0.2; done
  ms=$(((${EPOCHREALTIME/./} - $(</run/begin)) / 1000))
  sleep 1
  mb=$(((before - $(available)) / 1024))
  echo exit >&"${COPROC[1]}"
  wait
  name=${run%% *}
  printf '%-7s %4d.%d s %4d MB\n' "${name##*/}" $((ms / 1000)) $((ms / 100 % 10)) $mb
done
