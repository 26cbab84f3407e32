#!/bin/sh
# uninstall.sh RECORD: takes away the files that record_files.cmake noted, and around them the
# empty folders that record_folders.cmake found missing. A file stays if its folder is another
# by now, reached through a symbolic link.
record=$1
[ -e "${record}_files.txt" ] || { echo "nothing was installed from this build folder" >&2; exit 1; }

made_for_us() { # FOLDER
  while IFS= read -r made; do
    case $1/ in "$made"/*) return 0 ;; esac
  done <"${record}_folders.txt"
  return 1
}

touch "${record}_folders.txt"
while IFS= read -r file; do
  folder=${file%/*}
  if [ -d "$folder" ]; then
    if [ "$(cd "$folder" && pwd -P)" != "$folder" ]; then
      echo "Leaving $file: $folder is another folder now"
      continue
    fi
    echo "Removing $file"
    rm -f "$file" || exit 1
  fi
  while made_for_us "$folder" && { [ ! -e "$folder" ] || rmdir "$folder" 2>/dev/null; }; do
    folder=${folder%/*}
  done
done <"${record}_files.txt"
rm -f "${record}_files.txt" "${record}_folders.txt"
