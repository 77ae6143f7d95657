#!/bin/sh
# An OCI image by hand, as a folder that any engine can read: ./image-by-hand.sh FOLDER
set -eu
mkdir -p "$1" && cd "$1"
mkdir -p blobs/sha256 files && echo hello > files/hello.txt

# Puts a file among the blobs, under the digest of its bytes, and prints that.
# region layer
digest() { sha256sum "$1" | cut -d ' ' -f 1; }
store() {
  d=$(digest "$1") && mv "$1" "blobs/sha256/$d" && echo "$d"
}
tar -cf layer.tar -C files . && diff_id=$(digest layer.tar)
gzip layer.tar && size=$(wc -c < layer.tar.gz)
layer=$(store layer.tar.gz)

cat > config << END
{ "architecture": "amd64", "os": "linux",
  "config": { "Cmd": [ "/bin/sh" ] },
  "rootfs": { "type": "layers",
    "diff_ids": [ "sha256:$diff_id" ] } }
END
# endregion layer
config_size=$(wc -c < config) && config=$(store config)

media=application/vnd.oci.image
# region manifest
cat > manifest << END
{ "schemaVersion": 2,
  "config": { "mediaType": "$media.config.v1+json",
    "size": $config_size, "digest": "sha256:$config" },
  "layers": [ { "mediaType": "$media.layer.v1.tar+gzip",
    "size": $size, "digest": "sha256:$layer" } ] }
END
size=$(wc -c < manifest) && manifest=$(store manifest)
cat > index.json << END
{ "schemaVersion": 2,
  "manifests": [ { "mediaType": "$media.manifest.v1+json",
    "size": $size, "digest": "sha256:$manifest" } ] }
END
# endregion manifest
echo '{ "imageLayoutVersion": "1.0.0" }' > oci-layout
rm -r files
