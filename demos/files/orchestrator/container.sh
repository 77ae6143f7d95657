# A container that serves the web, by its name
bundle() {  # is there once, whoever asks
  mkdir $1 && sed "s/NODE/$node/; s/WEB/$1/" \
    ~/web.json > $1/config.json
}
stop() {  # perhaps it has ended already
  crun kill $1 KILL
} 2> /dev/null
shopt -s nullglob
