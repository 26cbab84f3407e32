needs='tar gzip'

work() {
  mkdir -p files/deep out
  seq 30000 >files/numbers
  echo text >files/deep/text
  ln -s ../numbers files/deep/link
  ln files/numbers files/hard
  under tar -czf files.tar.gz files
  under tar -tf files.tar.gz | sort
  under tar -xzf files.tar.gz -C out
  diff -r files out/files
}
