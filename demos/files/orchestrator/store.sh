# The store: a folder, and in it a file for each key
get() {
  read -r value < /store/$1 && echo $value
} 2> /dev/null
put() {  # written whole, or not at all
  [ "$2" ] && echo $2 > /store/.${1##*/} &&
    mv /store/.${1##*/} /store/$1 && log "$1 = $2"
}
del() { rm /store/$1 && log "$1 deleted"; }
keys() (  # of a folder; those with one value
  cd /store/$1 && grep -slx "${2:-.*}" * /dev/null
)
log() { echo "${node:-${0##*/}}: $*" >> ~/log; }
