needs='sh awk sort uniq head yes'

# head goes first: the others are ended by SIGPIPE, at a moment that nobody knows.
work() {
  under sh -c 'seq 100000 | sort -r | uniq | awk "{ print \$1 % 1000 }" | head -n 3
    yes | head -n 2
    for word in b a b; do echo $word; done | sort | uniq -c'
}
