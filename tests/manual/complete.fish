# complete.fish SCRIPT: what the script completes each line of standard input to.
source ./$argv[1]
while read -l line
    set -l found (complete -C $line | string replace -r '\t.*' '' | LC_ALL=C sort -u)
    echo "$line => $found"
end
