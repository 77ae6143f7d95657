import type { SamplePart } from './sample.ts'
import { quoteForBash } from '../base/quote-for-bash.ts'
import { namespaceKinds } from './sample.ts'

/** Begins the line that names a section of the script's output: ASCII's record separator, which no text of the kernel holds. */
export const SECTION_MARK = '\x1E'

/** Bytes of blobs that are added up in one sample, and of a JSON document that is read, at most. An emulated machine adds up some 8 MB a second. */
const SUMMED_BYTES = 2 * 1024 ** 2
const DOCUMENT_BYTES = 16 * 1024
/** Stores of images, blobs of each, and documents of all, that are looked at, at most. */
const MAX_STORES = 4
const MAX_BLOBS = 60
const MAX_DOCUMENTS = 40
/** Where layouts are made, the images that the full machine brings along, and where containerd has its content. */
const imageFolders = '/usr/share/kit/images /{root,srv,tmp,opt,home/*}{,/*} /var/lib/{containerd,docker/containerd/daemon}/io.containerd.content.v1.content'

/** Control groups and layers that are looked at, at most: a busy host must not make a sample take for ever. */
const MAX_LISTED = 60

const sections: Readonly<Record<SamplePart, string>> = {
  // What ps would print of it stands in these files, too, and an emulated ps takes longer than everything else here together.
  processes: `
kernelThreads
files=() links=()
for dir in /proc/[0-9]*; do
  [[ $kernel == *" \${dir#/proc/} "* ]] && continue
  files+=($dir/{stat,status,cmdline,uid_map,cgroup})
  links+=($dir/ns/{${namespaceKinds.join(',')}})
done
section "processes $own"
grep -saH '' "\${files[@]}"
section namespaces
stat -c %N "\${links[@]}" 2> /dev/null
`,
  cgroups: `
section cgroups
cd /sys/fs/cgroup
groups=(./ **/)
files=()
for group in "\${groups[@]:0:${MAX_LISTED}}"; do
  files+=("$group"cgroup.{controllers,subtree_control,events} "$group"memory.{current,max,high,events} "$group"pids.{current,max,events} "$group"cpu.{max,weight,stat} "$group"{cpu,memory,io}.pressure)
done
printf '%s\\n' "\${groups[@]:0:${MAX_LISTED}}"
section groupfiles
grep -sH '' "\${files[@]}"
`,
  store: `
section store
cd /store 2> /dev/null && {
  keys=(**/*)
  grep -sH -m 1 -d skip '' /dev/null "\${keys[@]:0:${MAX_LISTED}}"
}
`,
  mounts: `
members mnt
for namespace in "\${spaces[@]}"; do
  pid=\${member[$namespace]}
  section "mounts $namespace $pid"
  while read -r _ _ _ root target options rest; do
    printf '%s\\n' "$root $target $options $rest"
    [[ $rest == *'- overlay '* ]] || continue
    printf -v target %b "$target"
    printf -v options %b ",\${rest##* }"
    layer merged "$target" "/proc/$pid/root$target"
    # Without -r, read takes away the backslashes that stand before a comma or a colon of a path.
    [[ $options =~ ,upperdir=$value ]] && read upper <<< "\${BASH_REMATCH[1]}" && layer upper "$upper" "$upper"
    [[ $options =~ ,lowerdir=$value ]] && IFS=: read -a lowers <<< "\${BASH_REMATCH[1]}" || continue
    for lower in "\${lowers[@]}"; do [ -z "$lower" ] || layer lower "$lower" "$lower"; done
  done < /proc/$pid/mountinfo
done
section overlays
printf '%s\\n' "\${layers[@]}"
section entries
# All directories in one go, so that many layers cost no more processes than one.
((\${#starts[@]})) && find "\${!starts[@]}" -mindepth 1 -maxdepth 2 -printf '%y\\t%H\\t%P\\n' -type c -exec stat -c $'rdev\\t%t:%T\\t%n' {} + \\
  -o -type d -exec getfattr -h --absolute-names -n trusted.overlay.opaque {} + 2> /dev/null
`,
  images: `
section images
files=()
declare -A known
while IFS= read -r line; do [ -z "$line" ] || known[$line]=1; done <<< "$summed"
for dir in ${imageFolders}; do
  [ -d "$dir/blobs/sha256" ] && ((++stores <= ${MAX_STORES})) || continue
  blobs=("$dir"/blobs/sha256/*)
  printf '%s\\t%s\\n' "$(( \${#blobs[@]} > ${MAX_BLOBS} ? \${#blobs[@]} - ${MAX_BLOBS} : 0 ))" "$dir"
  files+=("$dir"/{oci-layout,index.json} "\${blobs[@]:0:${MAX_BLOBS}}")
done
section blobs
sums=() documents=() left=${SUMMED_BYTES}
# Small ones first: the documents are among them.
while read -r size changed file; do
  line=$size$'\\t'$changed$'\\t'$file
  printf '%s\\n' "$line"
  [[ $file == */blobs/sha256/* && ! \${known[$line]} ]] && ((size <= left)) && sums+=("$file") && ((left -= size))
  ((size <= ${DOCUMENT_BYTES} && \${#documents[@]} < ${MAX_DOCUMENTS})) && read -rN 1 first < "$file" && [[ $first == '{' ]] && documents+=("$file")
done < <(stat -c '%s %.Z %n' "\${files[@]}" 2> /dev/null | sort -n)
section sums
((\${#sums[@]})) && sha256sum -- "\${sums[@]}"
for file in "\${documents[@]}"; do
  section document
  read -rd '' text < "$file"
  printf '%s\\n%s\\n' "$file" "$text"
done
`,
  networks: `
members net /run/netns/*
for namespace in "\${spaces[@]}"; do
  section "network $namespace \${names[$namespace]}"
  if [ "$namespace" = "\${spaces[0]}" ]; then ip -j -d -batch - <<< "$questions"
  elif [ "\${names[$namespace]}" ]; then ip -n "\${names[$namespace]}" -j -d -batch - <<< "$questions"
  else nsenter --net=/proc/\${member[$namespace]}/ns/net ip -j -d -batch - <<< "$questions"
  fi
done
`,
}

/**
 * The Bash script that prints what a sample of these parts is made from; `parse-sample.ts` reads it. It reads only, and prefers few
 * processes to what programs would make of the same files, because an emulated machine takes some 50 ms to start one.
 * @param parts what is looked at
 * @param summed lines of the section `blobs`, of files whose sums are known
 */
export function probeScript(parts: readonly SamplePart[], summed: readonly string[] = []): string {
  return [
    `
shopt -s nullglob globstar
own=$$
questions=$'addr show\\nroute show'
section() { printf '${'\\x1E'}%s\\n' "$1"; }
declare -A starts
layers=()
value='(([^,\\\\]|\\\\.)*)'
# The layer of the overlay mount at $target that was called $2 when it was mounted and is to be listed at $3.
layer() {
  local dir=$3 from=$target
  # A relative path was relative to a directory that is not known any more, mostly one above the target.
  if [[ $dir != /* ]]; then
    while from=\${from%/*}; [[ $from && ! -d $from/$dir ]]; do :; done
    dir=$from/$dir
  fi
  layers+=("$namespace"$'\\t'"$target"$'\\t'"$1"$'\\t'"$2"$'\\t'"$dir")
  ((\${#starts[@]} >= ${MAX_LISTED})) || starts[$dir]=1
}
# Lists the kernel's own threads in $kernel.
kernelThreads() {
  read -r kernel 2> /dev/null < /proc/2/task/2/children
  kernel=" 2 $kernel "
}
# The namespaces of a kind, the host's first, with a process in each, or the name by which a file holds it. The kernel's own threads do not
# count: one of them has mounts to itself.
members() {
  local kind=$1 files=() inode file
  shift
  kernelThreads
  for file in /proc/[0-9]*/ns/$kind; do
    pid=\${file#/proc/} pid=\${pid%%/*}
    [[ $kernel == *" $pid "* ]] || files+=("$file")
  done
  spaces=()
  declare -gA member=() names=()
  while read -r inode file; do
    [[ \${member[$inode]}\${names[$inode]} ]] || spaces+=("$inode")
    if [[ $file == /proc/* ]]; then
      file=\${file#/proc/}
      : "\${member[$inode]:=\${file%%/*}}"
    else names[$inode]=\${file##*/}
    fi
  done < <(stat -Lc '%i %n' "\${files[@]}" "$@" 2> /dev/null)
}
section uptime
read -r uptime _ < /proc/uptime
echo $uptime
`,
    ...summed.length > 0
      ? [`summed=${quoteForBash(summed.join('\n'))}\n`]
      : [],
    ...parts.map(part => sections[part]),
    'exit 0\n',
  ].join('')
}
