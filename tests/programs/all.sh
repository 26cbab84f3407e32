#!/bin/sh
# Both scripts of this folder, one after the other: they are about time and chance enough alone.
here=$(dirname "$0")
status=0
sh "$here/counts.sh" || status=1
sh "$here/programs.sh" || status=1
exit $status
