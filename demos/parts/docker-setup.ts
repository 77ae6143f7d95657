/** Parts of a setup: Docker's daemon is there, and has both images. */
export const dockerSetup = {
  'Docker starts': `
    setsid dockerd </dev/null &>/var/log/dockerd.log &
    until curl -sf --unix-socket /run/docker.sock http://docker/_ping; do
      kill -0 $! || { tail -n 5 /var/log/dockerd.log >&2; exit 1; }
      sleep 0.2
    done`,
  'Docker takes its images': `
    for image in busybox web; do
      skopeo copy -q oci:/usr/share/kit/images:$image docker-daemon:$image:latest || exit
    done`,
}

/** Seconds for one of these parts, in emulation on a busy computer. */
export const DOCKER_SECONDS = 120
