# The web servers, by the kernel: how many, and the PID and page of each. A line per change.
while sleep 1; do
  servers=()
  for pid in $(pgrep -x httpd); do
    read -r page </proc/$pid/root/www/index.html && servers+=("$pid=$page")
  done 2>/dev/null
  now="${#servers[@]} ${servers[*]}"
  [ "$now" = "$last" ] || echo "$(date +%T) $now"
  last=$now
done
