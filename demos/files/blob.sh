# blob KIND FILE: moves a file to where its digest says, prints its descriptor
blob() {
  digest=$(sha256sum "$2" | cut -c -64) size=$(stat -c %s "$2")
  mv "$2" "blobs/sha256/$digest"
  printf '{"mediaType":"%s","size":%s,"digest":"sha256:%s"}\n' \
    "application/vnd.oci.image.$1" "$size" "$digest"
}
