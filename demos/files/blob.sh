sum() { sha256sum "$1" | cut -c -64; }

# blob KIND FILE: moves a file to where its digest
# says, and prints its descriptor
blob() {
  sum=$(sum "$2") size=$(stat -c %s "$2")
  mv "$2" "image/blobs/sha256/$sum"
  cat <<END
{ "mediaType": "application/vnd.oci.image.$1",
  "size": $size, "digest": "sha256:$sum" }
END
}

# at PATH JSON: the file of a digest in there
at() { echo "blobs/$(jq -r "$1" "$2" | tr : /)"; }
