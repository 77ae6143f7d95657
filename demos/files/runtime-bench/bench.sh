# bench PROGRAM…: the same bundle under each runtime, and bars as long as it took
bench() {
  jq '.process.args = $ARGS.positional' spec.json --args "$@" > box/config.json
  hyperfine -N -r 3 -L r crun,runc,runsc\ --network=none \
    --export-json times '{r} run --bundle box c' &>log && jq -rf bars.jq times
}
